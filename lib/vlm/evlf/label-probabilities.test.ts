import { describe, expect, it } from "vitest";
import { labelProbabilities } from "./label-probabilities";

describe("the label probabilities of the connectors", () => {
  const sets = {
    labelSets: [
      { offset: 0, labels: ["a", "b"] },
      { offset: 2, labels: ["c", "d", "e"] },
    ],
    readingTemperature: 0.01,
  };

  // the same numbers stand in the training's test of set_softmax
  it("are sharpened softmaxes within the sets, times their gates", () => {
    const [a, b, c, d, e] = labelProbabilities(
      sets,
      Float32Array.from([0, 0, 0.01, 0, 0]),
      [1, 0.5],
    );
    expect([a, b]).toEqual([0.5, 0.5]);
    expect(c).toBeCloseTo(0.288058, 5);
    expect([d, e]).toEqual([d, d]);
    expect(d).toBeCloseTo(0.105971, 5);
  });

  it("leave the order of the labels as it is", () => {
    const logits = Float32Array.from([1, 1.2, -3, 0.4, 0.3]);
    const out = labelProbabilities(sets, logits, [1, 1]);
    expect(out[1]).toBeGreaterThan(out[0] ?? 1);
    expect(out[3]).toBeGreaterThan(out[4] ?? 1);
  });
});
