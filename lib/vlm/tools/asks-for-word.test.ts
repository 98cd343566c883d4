import { describe, expect, it } from "vitest";
import { asksForWord } from "./asks-for-word";

describe("a question after a word", () => {
  it.each([
    "what is viral pneumonia",
    "What's a glioma again?",
    "ok and what is a lesion then",
    "what does malignant mean",
    "What is an OCT?",
    "Explain basal cell carcinoma to me.",
    "What does FDG-PET show?",
    "What does a biopsy tell us?",
    "what do white blood cells do",
    "what r lungs for",
    "How many lobes does a neutrophil have?",
    "What causes pneumonia?",
    "What can a dermatoscope show that the eye doesn't?",
  ])("is seen: %s", (question) => {
    expect(asksForWord(question)).toBe(true);
  });
  it.each([
    "What is this?",
    "What do these do?",
    "What causes that?",
    "How many lobes does it have?",
    "What does the pet show?",
    "What does this MRI show?",
    "What does the MRI show?",
    "What does my MRI show?",
    "What do these cells show?",
    "What does it show?",
    "what is this lesion",
    "What is on my lung CT?",
    "What is a flux capacitor?",
    "Where is the lesion?",
    "What does that mean?",
    "What is it and where is the tumour?",
  ])("is not seen: %s", (question) => {
    expect(asksForWord(question)).toBe(false);
  });
});
