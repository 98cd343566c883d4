/** Card of each label, by label set. Labels are written as in models/evlf-mini/model.json. */
const LABEL_CARDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "brain-tumor": {
    glioma: "glioma",
    meningioma: "meningioma",
    "pituitary tumour": "pituitary-tumour",
    "no tumour": "no-tumour",
  },
  "breast-ultrasound": {
    "benign tumour": "breast-benign-tumour",
    "malignant tumour": "breast-malignant-tumour",
    normal: "breast-normal",
  },
  "brain-pet": {
    "alzheimer's disease": "alzheimers-pet",
    "no evidence of alzheimer's disease": "no-alzheimers-pet",
  },
  "fundus-disease": {
    "diabetic retinopathy": "diabetic-retinopathy",
    glaucoma: "glaucoma",
    cataract: "cataract",
    normal: "fundus-normal",
  },
  "skin-lesion": {
    "melanocytic nevus": "melanocytic-nevus",
    melanoma: "melanoma",
    "benign keratosis": "benign-keratosis",
    "basal cell carcinoma": "basal-cell-carcinoma",
    "actinic keratosis / intraepithelial carcinoma": "actinic-keratosis",
    "vascular lesion": "vascular-lesion",
    dermatofibroma: "dermatofibroma",
  },
  "lung-ct": {
    malignant: "lung-ct-malignant",
    benign: "lung-ct-benign",
    normal: "lung-ct-normal",
  },
  "chest-xray-pneumonia": {
    "bacterial pneumonia": "bacterial-pneumonia",
    "viral pneumonia": "viral-pneumonia",
    normal: "chest-film-normal",
  },
  "lung-histopathology": {
    "lung adenocarcinoma": "lung-adenocarcinoma",
    "lung squamous cell carcinoma": "lung-squamous-cell-carcinoma",
    "benign lung tissue": "benign-lung-tissue",
  },
  "capsule-endoscopy": { bleeding: "gi-bleeding", "no bleeding": "no-gi-bleeding" },
  "white-blood-cell": {
    neutrophil: "neutrophil",
    lymphocyte: "lymphocyte",
    monocyte: "monocyte",
    eosinophil: "eosinophil",
  },
};

const PHRASE_CARDS: Readonly<Record<string, string>> = {
  "left lung": "lungs",
  "right lung": "lungs",
  "red blood cell": "red-blood-cell",
  "white blood cell": "white-blood-cell",
  "white blood cell nucleus": "white-blood-cell",
  platelet: "platelet",
  "cell nucleus": "cell-nucleus",
  "anterior hippocampus": "hippocampus",
  "posterior hippocampus": "hippocampus",
  "skin lesion": "skin-lesion",
  "brain tumour": "brain-tumour",
  "breast tumour": "breast-tumour",
  bleeding: "gi-bleeding",
};

const MODALITY_CARDS: Readonly<Record<string, string>> = {
  xray: "xray",
  ct: "ct",
  mri: "mri",
  ultrasound: "ultrasound",
  cfp: "fundus-photograph",
  oct: "oct",
  pet: "pet",
  dermatoscopy: "dermatoscopy",
  histopathology: "histopathology",
  endoscopy: "capsule-endoscopy",
  blood_smear: "blood-smear",
};

function own(table: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}

/** One spelling for a label or phrase: lower case, American "tumor" as "tumour", one blank. */
function normalise(words: string): string {
  return words
    .normalize("NFC")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\btumor(s?)\b/g, "tumour$1")
    .replaceAll("’", "'");
}

/** Cards of examinations, tests and reports in general: of no label, thing or kind of picture. */
const GENERAL = new Set([
  "biopsy",
  "contrast-agent",
  "dicom",
  "differential-diagnosis",
  "incidental-finding",
  "radiation-dose",
  "report-words",
  "second-opinion",
  "window-settings",
]);

/** Whether a card is of an examination, a test or a report in general. */
export function isGeneralCard(card: string): boolean {
  return GENERAL.has(card);
}

/** Whether a card is that of a label. */
export function isLabelCard(card: string): boolean {
  return Object.values(LABEL_CARDS).some((labels) => Object.values(labels).includes(card));
}

/** Id of the card of a label in a label set, or null when the set or the label is unknown. */
export function cardOfLabel(setId: string, label: string): string | null {
  const labels = Object.hasOwn(LABEL_CARDS, setId) ? LABEL_CARDS[setId] : undefined;
  return labels === undefined ? null : own(labels, normalise(label));
}

/** Id of the card of a phrase that can be boxed, or null when the phrase has none. */
export function cardOfPhrase(phrase: string): string | null {
  return own(PHRASE_CARDS, normalise(phrase));
}

/** Id of the card of a modality ("cfp", "blood_smear", ...), or null for "none" and strangers. */
export function cardOfModality(id: string): string | null {
  return own(MODALITY_CARDS, id);
}

/** Ids of every card that a label, a phrase or a modality names, each once. */
export function namedCards(): string[] {
  const ids = Object.values(LABEL_CARDS).flatMap((labels) => Object.values(labels));
  return [...new Set([...ids, ...Object.values(PHRASE_CARDS), ...Object.values(MODALITY_CARDS)])];
}
