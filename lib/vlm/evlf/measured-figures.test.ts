import { describe, expect, it } from "vitest";
import { failuresOf, labelFiguresOf, rightShareOf } from "./measured-figures";

const bin = (low: number, n: number, accuracy: number) => ({
  low,
  high: low + 0.1,
  n,
  confidence: low + 0.05,
  accuracy,
});
const measured = {
  calibration: { bins: { all: [bin(0.4, 10, 0.2), bin(0.5, 30, 0.6), bin(0.9, 100, 0.98)] } },
  diagnosis: {
    head: {
      sets: { skin: { accuracy: { value: 0.76, n: 634 } } },
      labels: {
        skin: { melanoma: { sensitivity: { value: 0.58, n: 112, low: 0.46, high: 0.69 } } },
      },
    },
  },
};

describe("what was measured", () => {
  it("of labels with such a number, in the bins nearby; nothing of too few", () => {
    expect(rightShareOf({ measured }, 0.52)).toBeCloseTo((10 * 0.2 + 30 * 0.6) / 40, 10);
    expect(rightShareOf({ measured }, 0.3)).toBeNull();
    expect(rightShareOf({}, 0.52)).toBeNull();
  });
  it("of a label, with what is missing as null", () => {
    expect(labelFiguresOf({ measured }, "skin", "melanoma")).toEqual({
      accuracy: { value: 0.76, n: 634, low: null, high: null },
      sensitivity: { value: 0.58, n: 112, low: 0.46, high: 0.69 },
      specificity: null,
      predictive: null,
    });
    expect(labelFiguresOf({}, "skin", "melanoma")).toBeNull();
  });
  it("failures of one kind of picture", () => {
    const knownFailures = [
      { modality: "mri", text: "a" },
      { modality: null, text: "b" },
    ];
    expect(failuresOf({ knownFailures }, "mri")).toEqual(["a"]);
  });
});
