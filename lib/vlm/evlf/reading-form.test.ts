import { describe, expect, it } from "vitest";
import { ReadingForm, readingForms } from "./reading-form";

const set = (id: string, labels: string[]) => ({
  id,
  name: id,
  labels,
  offset: 0,
  temperature: 1,
  gateThreshold: 0.5,
  farthest: 1,
  population: "",
  view: "",
  counts: { train: 0, val: 0 },
  cards: labels.map(() => ""),
});
const card = {
  modalities: ["mri", "dermatoscopy", "none"],
  regions: ["brain", "skin"],
  labelSets: [set("brain-tumor", ["glioma", "no tumour"]), set("skin-lesion", ["melanoma"])],
};
const form = new ReadingForm(card);

describe("the form of a reading", () => {
  it.each([
    "",
    "M",
    "MRI, brain: gli",
    "MRI, brain: glioma. (image)",
    "MRI, brain: glioma. (image)\n2.",
    "MRI, skin; no label set. (image)",
    "not a medical image. (image)",
  ])("takes %j", (text) => expect(form.allows(text)).toBe(true));

  it("names only labels of the sets that speak of the picture", () => {
    const forms = readingForms(card);
    expect(forms(undefined).allows("MRI, brain: glioma. (image)")).toBe(true);
    expect(forms(["brain-tumor"]).allows("MRI, brain: glioma. (image)")).toBe(true);
    expect(forms(["brain-tumor"]).allows("dermatoscopy, skin: mel")).toBe(false);
    expect(forms([]).allows("MRI, brain:")).toBe(false);
    expect(forms([]).allows("MRI, brain; no label set. (image)")).toBe(true);
    expect(forms([])).toBe(forms([]));
  });

  it.each([
    "MRI, brain: melanoma",
    "dermatoscopy, skin: glioma",
    "MRI, brain: tumour",
    "MRI, heart",
    "MRI, brain: glioma. And more",
    "not a medical image, but",
    "zebra",
  ])("refuses %j", (text) => expect(form.allows(text)).toBe(false));
});
