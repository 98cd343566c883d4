import { describe, expect, it } from "vitest";
import type { ToolOutcome } from "../guard/guard-options";
import { outcomeOf } from "./outcome";
import { toolLine } from "./tool-line";

const modality = { id: "xray", name: "X-ray", probability: 0.98 };
const box = (id: number, label: string, place: string) => ({
  id,
  label,
  place,
  box: { x: 0, y: 0, width: 0.1, height: 0.1 },
  score: 0.9,
  confidence: null,
});
const common = { asked: "lungs", modality, imageId: "p", strength: "untested" } as const;

const found: ToolOutcome = {
  tool: "ground",
  result: {
    outcome: "found",
    phrase: "right lung",
    card: "lungs",
    boxes: [box(1, "right lung", "upper left"), box(2, "left lung", "upper right")],
    ...common,
  },
};
const nothing: ToolOutcome = {
  tool: "ground",
  result: { outcome: "nothing", phrase: "bleeding", card: "gi-bleeding", ...common },
};
const unsupported: ToolOutcome = {
  tool: "ground",
  result: {
    outcome: "unsupported",
    asked: "ligament",
    modality,
    imageId: "p",
    supported: ["left lung", "right lung"],
    card: null,
  },
};
const unusable: ToolOutcome = {
  tool: "ground",
  result: { outcome: "unusable", asked: "x", reason: "not-medical", modality, imageId: "p" },
};
const labelled: ToolOutcome = {
  tool: "diagnose",
  result: {
    outcome: "labelled",
    imageId: "p",
    set: "brain-tumor",
    setName: "head MRI",
    population: "",
    view: "",
    labels: [
      { label: "glioma", probability: 0.911, card: "glioma" },
      { label: "meningioma", probability: 0.06, card: "meningioma" },
      { label: "no tumour", probability: 0.029, card: "no-tumour" },
    ],
    modality,
  },
};
const notApplicable: ToolOutcome = {
  tool: "diagnose",
  result: {
    outcome: "not-applicable",
    imageId: "p",
    reason: "",
    modality,
    region: "chest",
    canLookFor: ["left lung", "right lung"],
    card: "xray",
  },
};
const passages = ["what", "ask"].map((section) => ({
  card: "glioma",
  section,
  title: "",
  text: "",
}));
const lookedUp: ToolOutcome = {
  tool: "lookup",
  result: { outcome: "found", term: "glioma", passages },
};
const noSource: ToolOutcome = {
  tool: "lookup",
  result: { outcome: "nothing", term: "flux capacitor" },
};

describe("the line that the model reads", () => {
  it.each([
    [found, "ground: found 2: [1] right lung, upper left; [2] left lung, upper right; card lungs"],
    [nothing, "ground: found nothing for bleeding; card gi-bleeding"],
    [unsupported, "ground: cannot look for ligament in X-ray; can look for left lung, right lung"],
    [unusable, "ground: not a supported image"],
    [labelled, "diagnose: head MRI set: glioma 0.91, meningioma 0.06; card glioma"],
    [
      notApplicable,
      "diagnose: not applicable; X-ray, chest; can look for left lung, right lung; card xray",
    ],
    [lookedUp, "lookup: glioma.what, glioma.ask"],
    [noSource, "lookup: no source for flux capacitor"],
  ])("of %# is the training template's", (outcome, line) => {
    expect(toolLine(outcome)).toBe(line);
  });

  it("lists six marks and counts the rest", () => {
    const boxes = Array.from({ length: 20 }, (_, i) => box(i + 1, "platelet", "upper left"));
    const line = toolLine({
      tool: "ground",
      result: { outcome: "found", phrase: "platelet", card: null, boxes, ...common },
    });
    expect(line).toMatch(
      /^ground: found 20: \[1\] platelet.*\[6\] platelet, upper left; and 14 more$/,
    );
  });

  it("says so where nothing can be looked for", () => {
    expect(
      toolLine({
        tool: "ground",
        result: {
          outcome: "unsupported",
          asked: "x",
          modality: { id: "ct", name: "CT", probability: 1 },
          imageId: "p",
          supported: [],
          card: null,
        },
      }),
    ).toBe("ground: cannot look for x in CT; can look for nothing here");
  });
});

describe("the outcome of a turn", () => {
  it.each([
    ["answered", [nothing, found]],
    ["answered", [labelled, unsupported]],
    ["nothing", [unsupported, nothing, lookedUp]],
    ["could-not-look", [unsupported, lookedUp]],
    ["answered", [lookedUp]],
    ["could-not-look", [noSource]],
    ["could-not-look", [notApplicable]],
    ["not-supported", [found, unusable]],
    ["answered", []],
  ] as const)("is %s (%#)", (outcome, results) => {
    expect(outcomeOf(results)).toBe(outcome);
  });
});
