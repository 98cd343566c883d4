/** The question that every diagnosis figure is measured with; it is one of the trained phrasings. */
export const BASE_QUESTION = "Analyze the given {modality} image for diagnosis.";

/** The ten phrasings of training, the base one first (mixture_words.py, DIAGNOSE_TRAIN). */
export const TRAINED_QUESTIONS: readonly string[] = [
  BASE_QUESTION,
  "What does this {modality} show?",
  "Give the diagnosis for this {modality} image.",
  "Which finding is present in this {modality} picture?",
  "What is wrong in this picture?",
  "Please look at this {modality} and tell me what you think it is.",
  "What do you see here?",
  "Classify this {modality} image.",
  "Can you tell me what this is?",
  "I got this {modality} picture. What does it mean?",
];

/** Ten phrasings that no part of the training saw (mixture_words.py, DIAGNOSE_HELD_OUT). */
export const HELD_OUT_QUESTIONS: readonly string[] = [
  "Read this {modality} for me.",
  "What is your impression of this {modality} image?",
  "Name the most likely condition in this picture.",
  "Is there anything abnormal in this {modality}?",
  "Help me understand this {modality} scan.",
  "What would you call this?",
  "Which label fits this {modality} picture best?",
  "Tell me the result of this {modality}.",
  "Please interpret the attached image.",
  "My doctor gave me this {modality}; what could it be?",
];

/** Ways to ask for a box as numbers that no part of the training saw (BOX_HELD_OUT). */
export const BOX_QUESTIONS: readonly string[] = [
  "Express the frame of the {phrase} as four numbers.",
  "Put the position of the {phrase} into numbers.",
  "As numbers, please: the box of the {phrase}.",
  "List the box corners of the {phrase}.",
  "Numbers only: where are the edges of the {phrase}?",
  "What are the coordinates of the {phrase}?",
  "Report the {phrase} as a numeric box.",
  "Return x1, y1, x2 and y2 of the {phrase}.",
  "Let me have the {phrase} as box numbers.",
  "Write down four numbers that enclose the {phrase}.",
];

/** Ways to ask for a label, worded for measuring alone. */
export const LABEL_QUESTIONS: readonly string[] = [
  "So, what are we looking at here?",
  "Could you go over this picture with me?",
  "Which diagnosis does the picture point to?",
  "I just received this. What is on it?",
];

/** Ways to ask where something is, worded for measuring alone. */
export const PLACE_QUESTIONS: readonly string[] = [
  "Could you point out the {phrase} for me?",
  "I would like to see where the {phrase} lies.",
  "Please put a frame around the {phrase}.",
  "Whereabouts in the image is the {phrase}?",
];

/** Things that no phrase covers in the modality: the search must be tried, or refused in words. */
export const UNSUPPORTED: Readonly<Record<string, readonly string[]>> = {
  xray: ["collarbone", "heart shadow", "pleural line"],
  ct: ["spleen", "gallbladder", "adrenal gland"],
  mri: ["corpus callosum", "pons", "cruciate ligament"],
  ultrasound: ["pectoral muscle", "areola"],
  cfp: ["optic cup", "cotton wool spot"],
  oct: ["choroid"],
  pet: ["cerebellum", "thalamus"],
  dermatoscopy: ["hair follicle", "scale"],
  histopathology: ["alveolus", "cartilage"],
  endoscopy: ["diverticulum", "villi"],
  blood_smear: ["stain deposit", "basket cell"],
};

/** Words that a card explains, and the cards that may answer. No picture. */
export const WORD_QUESTIONS: readonly { text: string; cards: readonly string[] }[] = [
  { text: "My letter mentions a biopsy. What happens there?", cards: ["biopsy"] },
  { text: "What exactly is meant by opacity?", cards: ["opacity"] },
  { text: "How does magnetic resonance imaging work?", cards: ["mri"] },
  { text: "What is contrast agent good for?", cards: ["contrast-agent"] },
  { text: "Tell me what a meningioma is.", cards: ["meningioma"] },
  { text: "what does incidental finding mean", cards: ["incidental-finding"] },
  { text: "Could you explain diabetic retinopathy?", cards: ["diabetic-retinopathy"] },
  { text: "What are platelets?", cards: ["platelet"] },
  { text: "How much radiation does a scan give?", cards: ["radiation-dose"] },
  { text: "What is the difference between benign and malignant?", cards: ["benign-and-malignant"] },
  { text: "What does a dermatoscope do?", cards: ["dermatoscopy"] },
  { text: "Explain the impression section of a report.", cards: ["finding-and-impression"] },
  { text: "What is glaucoma?", cards: ["glaucoma"] },
  { text: "How is a capsule endoscopy done?", cards: ["capsule-endoscopy"] },
  { text: "Is it sensible to get a second opinion?", cards: ["second-opinion"] },
  { text: "What is a lymphocyte?", cards: ["lymphocyte"] },
  { text: "what's a lesion", cards: ["lesion", "skin-lesion"] },
  { text: "What happens in an ultrasound examination?", cards: ["ultrasound"] },
  { text: "What is a differential diagnosis?", cards: ["differential-diagnosis"] },
  { text: "Explain basal cell carcinoma to me.", cards: ["basal-cell-carcinoma"] },
];

/** A question with the modality's name in it. */
export function withModality(question: string, modality: string): string {
  return question.replace("{modality}", modality);
}
