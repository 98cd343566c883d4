import { describe, expect, it } from "vitest";
import { isNarrower, normalisePhrase, trainedPhrases } from "./synonyms";

const TRAINED = new Set([
  "red blood cell",
  "white blood cell",
  "platelet",
  "white blood cell nucleus",
  "brain tumour",
  "breast tumour",
  "left lung",
  "right lung",
  "skin lesion",
  "anterior hippocampus",
  "posterior hippocampus",
  "bleeding",
  "cell nucleus",
]);
const BOTH = ["left lung", "right lung"];

describe("a free phrase means the trained ones", () => {
  it.each([
    ["right lung", "xray", ["right lung"]],
    ["The left lungs", "xray", ["left lung"]],
    ["lungs", "xray", BOTH],
    ["both lungs", "xray", BOTH],
    ["the left and the right lung", "xray", BOTH],
    ["left lung and right lung", "xray", BOTH],
    ["the mole", "dermatoscopy", ["skin lesion"]],
    ["my skin lesions", "dermatoscopy", ["skin lesion"]],
    ["brain tumor", "mri", ["brain tumour"]],
    ["the tumour", "mri", ["brain tumour"]],
    ["the tumor", "ultrasound", ["breast tumour"]],
    ["a lump", "ultrasound", ["breast tumour"]],
    ["RBCs", "blood_smear", ["red blood cell"]],
    ["leukocytes", "blood_smear", ["white blood cell"]],
    ["white blood cells and platelets", "blood_smear", ["white blood cell", "platelet"]],
    ["nuclei", "histopathology", ["cell nucleus"]],
    ["the nucleus", "blood_smear", ["white blood cell nucleus"]],
    ["hippocampus", "mri", ["anterior hippocampus", "posterior hippocampus"]],
    ["front part of the hippocampus", "mri", ["anterior hippocampus"]],
    ["the back part of the hippocampus", "mri", ["posterior hippocampus"]],
    ["lung on the left side", "xray", ["left lung"]],
    ["hemorrhage", "endoscopy", ["bleeding"]],
    ["haemorrhage", "endoscopy", ["bleeding"]],
    ["the blast", "blood_smear", ["white blood cell"]],
    ["my freckle", "dermatoscopy", ["skin lesion"]],
    ["this nodule", "ultrasound", ["breast tumour"]],
  ])("%s in %s", (asked, modality, phrases) => {
    expect(trainedPhrases(asked, modality, TRAINED)).toEqual(phrases);
  });

  it.each([
    ["lung nodule", "xray"],
    ["collapsed lung", "xray"],
    ["lung cancer", "ct"],
    ["pneumothorax", "xray"],
    ["tumour", "xray"],
    ["lump", "mri"],
    ["brain", "mri"],
    ["left lung and heart", "xray"],
    ["", "xray"],
    ["the", "xray"],
  ])("%s in %s stands for none: another thing is never marked in its place", (asked, modality) => {
    expect(trainedPhrases(asked, modality, TRAINED)).toEqual([]);
  });
});

describe("normalising", () => {
  it("drops articles, plurals and accents, and spells one way", () => {
    expect(normalisePhrase("The patient's Tum\u00f3rs!")).toBe("patient tumour");
    expect(normalisePhrase("a mass")).toBe("mass");
    expect(normalisePhrase("Nuclei of the cells")).toBe("nucleus cell");
  });
});

describe("a name of one kind of what is looked for", () => {
  it("is told from the thing itself", () => {
    for (const phrase of ["blasts", "the cancer", "melanoma"])
      expect(isNarrower(phrase)).toBe(true);
    for (const phrase of ["white blood cells", "tumor", "mole"]) {
      expect(isNarrower(phrase)).toBe(false);
    }
  });
});
