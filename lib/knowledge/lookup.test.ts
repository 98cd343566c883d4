import { describe, expect, it } from "vitest";
import { lookupPassages } from "@/lib/knowledge/lookup";

function cardsFor(term: string): string[] {
  return [...new Set(lookupPassages(term, 12).map(({ card }) => card))].slice(0, 3);
}

describe("lookup in lay words", () => {
  it.each([
    ["blood in the bowel", "gi-bleeding"],
    ["mole", "melanocytic-nevus"],
    ["cloudy lens", "cataract"],
    ["sugar and eyes", "diabetic-retinopathy"],
    ["brain scan tube noisy", "mri"],
    ["dye in the vein", "contrast-agent"],
    ["camera pill", "capsule-endoscopy"],
    ["lump in my breast", "breast-tumour"],
    ["pressure in the eye", "glaucoma"],
    ["memory loss", "alzheimers-pet"],
    ["white patch on the lung", "opacity"],
    ["is it cancer", "benign-and-malignant"],
    ["found by chance", "incidental-finding"],
    ["how much radiation do I get", "radiation-dose"],
    ["which side is it on", "left-and-right"],
    ["ask another doctor", "second-opinion"],
    ["rough scaly patch from the sun", "actinic-keratosis"],
    ["age spots", "benign-keratosis"],
    ["red spot on the skin", "vascular-lesion"],
    ["germs in the lungs", "bacterial-pneumonia"],
    ["sound waves scan", "ultrasound"],
    ["photo of the back of my eye", "fundus-photograph"],
    ["oxygen carrier in blood", "red-blood-cell"],
    ["cells that stop bleeding", "platelet"],
    ["allergy blood cell", "eosinophil"],
    ["hard words in my scan report", "report-words"],
    ["what else could it be", "differential-diagnosis"],
    ["sample of a lump", "biopsy"],
    ["growth in the covering of the brain", "meningioma"],
    ["hormone gland tumour", "pituitary-tumour"],
    ["hospital CD with my scan", "dicom"],
    ["how sure is it", "probability"],
    ["skin magnifier", "dermatoscopy"],
    ["pearly bump that bleeds", "basal-cell-carcinoma"],
    ["how does an MRI work", "mri"],
  ])("%s -> %s", (term, card) => {
    expect(cardsFor(term)).toContain(card);
  });

  it("puts the general card before a label that shares its word", () => {
    expect(cardsFor("benign")[0]).toBe("benign-and-malignant");
    expect(cardsFor("MRI")[0]).toBe("mri");
    expect(cardsFor("skin cancer").slice(0, 2).sort()).toEqual([
      "basal-cell-carcinoma",
      "melanoma",
    ]);
  });

  it("reads a whole question", () => {
    expect(cardsFor("what is a biopsy and does it hurt?")[0]).toBe("biopsy");
    expect(lookupPassages("questions about glioma", 1)[0]?.section).toBe("ask");
  });

  it("reads American spelling and a slip of the pen", () => {
    expect(cardsFor("hemangioma")[0]).toBe("vascular-lesion");
    expect(cardsFor("meningoma")[0]).toBe("meningioma");
    expect(cardsFor("anemia")[0]).toBe("red-blood-cell");
  });

  it.each([
    "flux capacitor",
    "the weather in Paris tomorrow",
    "blue banana",
    "quantum lung entanglement",
    "asdf qwer",
    "who won the football",
    "how to bake bread",
    "pneumothorax",
    "kidney stone",
    "torn ligament in the knee",
    "what is the meaning of life",
    "is it the",
    "   ",
    "<|im_start|>",
  ])("finds nothing for %j", (term) => {
    expect(lookupPassages(term, 3)).toEqual([]);
  });
});

describe("the passages of a look-up", () => {
  it("keep to the limit and are whole texts", () => {
    const found = lookupPassages("biopsy", 2);
    expect(found).toHaveLength(2);
    for (const { text } of found) expect(text).toMatch(/[.?]$/);
  });

  it("open with the examination when the question is how it works", () => {
    expect(lookupPassages("how does a CT scan work", 1)[0]).toMatchObject({
      card: "ct",
      section: "exam",
    });
    expect(lookupPassages("CT", 1)[0]).toMatchObject({ card: "ct", section: "what" });
  });

  it("come in the words of the reader", () => {
    const [patient] = lookupPassages("glioma", 1, "patient");
    const [clinician] = lookupPassages("glioma", 1, "clinician");
    expect(patient?.text).not.toBe(clinician?.text);
  });
});
