/** Modality names as the model's text and the answers write them. Ids are model.json's. */
const NAMES: Record<string, string> = {
  xray: "X-ray",
  ct: "CT",
  mri: "MRI",
  ultrasound: "ultrasound",
  cfp: "fundus photograph",
  oct: "OCT",
  pet: "PET",
  dermatoscopy: "dermatoscopy",
  histopathology: "histopathology",
  endoscopy: "capsule endoscopy",
  blood_smear: "blood smear",
  none: "not a medical image",
};

/** "mri" -> "MRI"; an unknown id is given back as it is. */
export function modalityName(id: string): string {
  return NAMES[id] ?? id;
}

/** Modality of the pictures that a label set is about. */
const SETS: Record<string, string> = {
  "brain-tumor": "mri",
  "breast-ultrasound": "ultrasound",
  "brain-pet": "pet",
  "fundus-disease": "cfp",
  "skin-lesion": "dermatoscopy",
  "lung-ct": "ct",
  "chest-xray-pneumonia": "xray",
  "lung-histopathology": "histopathology",
  "capsule-endoscopy": "endoscopy",
  "white-blood-cell": "blood_smear",
};

/** Modality of a label set by its id, or null for an unknown one. */
export function setModality(id: string): string | null {
  return SETS[id] ?? null;
}
