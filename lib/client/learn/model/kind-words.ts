/** Kinds of picture in plain words, by the model's id. */
const WORDS: Record<string, string> = {
  xray: "X-rays: shadow pictures of the inside of the body.",
  ct: "CT: slices of the body, made with X-rays from all around.",
  mri: "MRI: slices of the body, made with strong magnets and no X-rays.",
  ultrasound: "Ultrasound: pictures of the inside of the body, made with sound.",
  cfp: "Fundus photographs: colour photographs of the back of the eye.",
  oct: "OCT: slices through the back of the eye, made with light.",
  pet: "PET: pictures of where the body uses much sugar, made with a weakly radioactive tracer.",
  dermatoscopy: "Dermatoscopy: close-up photographs of the skin through a lit lens.",
  histopathology: "Histopathology: stained pieces of tissue under the microscope.",
  endoscopy: "Capsule endoscopy: pictures from a swallowed camera on its way through the gut.",
  blood_smear: "Blood smear: a drop of blood, spread and stained, under the microscope.",
};

/** What a kind of picture is, in a sentence; null for one without words. */
export function kindWords(id: string): string | null {
  return WORDS[id] ?? null;
}
