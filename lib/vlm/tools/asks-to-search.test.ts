import { describe, expect, it } from "vitest";
import {
  alsoIn,
  asksToSearch,
  asNamed,
  goesOn,
  namedIn,
  severalIn,
  sidesFirst,
} from "./asks-to-search";

describe("a question after a place", () => {
  it.each([
    ["Is there a brain tumour?", "mri", ["brain tumour"]],
    ["And where is the tumor?", "mri", ["brain tumour"]],
    ["Please show me the left lung.", "xray", ["left lung", "right lung"]],
    ["How many white blood cells are there?", "blood_smear", ["white blood cell"]],
    ["ok back to my scan. where is the tumour?", "mri", ["brain tumour"]],
    ["wheres the tumor", "mri", ["brain tumour"]],
    ["Detect erythrocytes.", "blood_smear", ["red blood cell"]],
  ])("is seen: %s", (question, modality, can) => {
    expect(asksToSearch(question, modality, can)).toBe(true);
  });

  it.each([
    ["What does this show?", "mri", ["brain tumour"]],
    ["What does this show, and where is the brain tumour?", "mri", ["brain tumour"]],
    ["What does this show? And where is the brain tumour?", "mri", ["brain tumour"]],
    ["Is it a brain tumour?", "mri", ["brain tumour"]],
    ["Where is the ligament?", "mri", ["brain tumour"]],
    ["Is there a brain tumour?", "xray", ["left lung", "right lung"]],
    ["Where is it?", "mri", ["brain tumour"]],
    ["", "mri", ["brain tumour"]],
  ])("is not seen: %s (%s)", (question, modality, can) => {
    expect(asksToSearch(question, modality, can)).toBe(false);
  });
});

describe("what is looked for is what the person named", () => {
  const trained = new Set(["left lung", "right lung", "anterior hippocampus", "brain tumour"]);
  it.each([
    ["left lung", "Where are the lungs?", "xray", "lungs"],
    ["left lung", "Where are my lungs in this film?", "xray", "lungs"],
    ["left lung", "Where is the left lung?", "xray", "left lung"],
    ["left lung", "Mark the left lung, not both lungs.", "xray", "left lung"],
    ["right lung", "and the other one?", "xray", "right lung"],
    ["brain tumour", "Where is the tumour?", "mri", "brain tumour"],
    ["heart", "Where are the lungs and the heart?", "xray", "heart"],
  ])("%s after %s in %s: %s", (asked, question, modality, phrase) => {
    const named = asNamed(asked, question, modality, trained);
    expect(named.replace(/^(?:are |the |my )+/, "")).toBe(phrase);
  });
});

describe("the name in a question, wherever it stands", () => {
  const chest = ["left lung", "right lung"];
  it.each([
    ["i would like to see the left lung please", "left lung"],
    ["show his left lung to me", "left lung"],
    ["the lungs, both, marked", "lungs"],
  ])("%s", (question, name) => {
    expect(namedIn(question, "xray", chest)).toBe(name);
  });
  it.each(["is there fluid in the left lung", "where is the lung nodule", "which lobe"])(
    "none: %s",
    (question) => {
      expect(namedIn(question, "xray", chest)).toBeNull();
    },
  );
  it("goes on to a thing, and not to a part of another", () => {
    expect(alsoIn("and the left lung?", "xray", chest)).toBe("left lung");
    expect(alsoIn("and the lung nodule?", "xray", chest)).toBeNull();
    expect(alsoIn("Left lung?", "xray", chest)).toBe("Left lung");
    expect(goesOn("and the back part?")).toBe(true);
    expect(goesOn("What does the back part of it do in the end?")).toBe(false);
  });
});

describe("several things in a question", () => {
  const film = ["left lung", "right lung"];
  it("are searched together", () => {
    expect(severalIn("Where are the left lung and the right lung?", "xray", film)).toBe(
      "left lung and right lung",
    );
    expect(severalIn("Where is the left lung?", "xray", film)).toBeNull();
    expect(severalIn("Any fluid in the left lung?", "xray", film)).toBeNull();
  });
});

describe("a side behind its thing", () => {
  it.each([
    ["Delineate the lung on the patient's left.", "Delineate the left lung."],
    ["the lung at his right side please", "the right lung please"],
    ["fluid in the lung, left out of the report", "fluid in the lung, left out of the report"],
  ])("%s", (question, first) => expect(sidesFirst(question)).toBe(first));
});
