import { describe, expect, it } from "vitest";
import { scoresByLabel } from "@/scripts/eval/diagnosis-task";
import { figureOf, figureOver, shareOf, widened } from "@/scripts/eval/figure";
import {
  accuracy,
  calibrationError,
  closedRight,
  macroF1,
  openRecall,
  tokenF1,
} from "@/scripts/eval/metrics";
import { sample } from "@/scripts/eval/random";

describe("diagnosis measures", () => {
  // a: tp 2 fn 1 fp 1 -> 2*2/(4+1+1) = 0.6667; b: tp 1 fn 1 fp 1 -> 0.5; c: tp 0 fn 1 -> 0
  const items = [
    { truth: "a", said: "a" },
    { truth: "a", said: "a" },
    { truth: "a", said: "b" },
    { truth: "b", said: "b" },
    { truth: "b", said: "a" },
    { truth: "c", said: null },
  ];
  it("accuracy counts a missing answer as wrong", () => {
    expect(accuracy(items)).toBeCloseTo(3 / 6, 10);
  });
  it("macro-F1 is the mean over classes, computed by hand", () => {
    expect(macroF1(items)).toBeCloseTo((2 / 3 + 1 / 2 + 0) / 3, 10);
  });
  it("a class that is never true but was said pulls the mean down", () => {
    expect(macroF1([{ truth: "a", said: "z" }])).toBe(0);
    expect(
      macroF1([
        { truth: "a", said: "a" },
        { truth: "a", said: "z" },
      ]),
    ).toBeCloseTo((2 / 3 + 0) / 2, 10);
  });
});

describe("question measures", () => {
  it("closed answers: the first yes or no decides", () => {
    expect(closedRight("yes", "Yes, it is.")).toBe(true);
    expect(closedRight("no", "Yes. No doubt.")).toBe(false);
    expect(closedRight("PA", "A PA film.")).toBe(true);
    expect(closedRight("right lung", "the left lung, right")).toBe(false);
  });
  it("open recall is the share of the true tokens", () => {
    expect(openRecall("right upper lobe", "upper lobe of the left lung")).toBeCloseTo(2 / 3, 10);
    expect(openRecall("the brain", "brain")).toBe(1);
    expect(openRecall("mass", "")).toBe(0);
  });
  it("token F1 weighs what was said too much", () => {
    // truth 2 tokens, said 4, shared 2: 2*2/6
    expect(tokenF1("pleural effusion", "small left pleural effusion")).toBeCloseTo(4 / 6, 10);
    expect(tokenF1("lung lung", "lung")).toBeCloseTo(2 / 3, 10);
  });
});

describe("calibration", () => {
  it("is zero for forecasts that come true as often as they say", () => {
    const items = [true, true, true, false].map((right) => ({ probability: 0.75, right }));
    expect(calibrationError(items)).toBeCloseTo(0, 10);
  });
  it("adds the gaps of the bins by their share, computed by hand", () => {
    // bin of 0.9: mean 0.9, right 0.5 -> gap 0.4 of 2 in 3; bin of 0.2: right 0 -> gap 0.2 of 1 in 3
    const items = [
      { probability: 0.9, right: true },
      { probability: 0.9, right: false },
      { probability: 0.2, right: false },
    ];
    expect(calibrationError(items)).toBeCloseTo((0.4 * 2 + 0.2) / 3, 10);
  });
});

describe("a label against the others of its set", () => {
  it("has shares over the right pictures, and none over nothing", () => {
    const one = (truth: string, said: string | null, i: number) => ({
      group: `g${i}`,
      item: { truth, said },
    });
    const items = [
      one("a", "a", 0),
      one("a", "b", 1),
      one("b", "b", 2),
      one("b", "b", 3),
      one("b", null, 4),
      one("c", "b", 5),
    ];
    const { a, b, c } = scoresByLabel(items);
    expect([a?.sensitivity?.value, a?.sensitivity?.n]).toEqual([0.5, 2]);
    expect([a?.specificity?.value, a?.specificity?.n]).toEqual([1, 4]);
    expect([a?.predictive?.value, a?.predictive?.n]).toEqual([1, 1]);
    expect(b?.sensitivity?.value).toBeCloseTo(2 / 3, 10);
    expect(b?.predictive?.value).toBe(0.5);
    expect(c?.predictive).toBeUndefined();
  });
});

describe("intervals", () => {
  const mixed = Array.from({ length: 200 }, (_, i) => ({ group: `g${i}`, item: i % 4 !== 0 }));
  it("hold the value, and are about 1.96 standard errors wide for single pictures", () => {
    const figure = shareOf(mixed);
    expect(figure.value).toBe(0.75);
    expect(figure.n).toBe(200);
    const error = Math.sqrt((0.75 * 0.25) / 200);
    expect(figure.low).toBeGreaterThan(0.75 - 2.4 * error);
    expect(figure.low).toBeLessThan(0.75 - 1.5 * error);
    expect(figure.high).toBeGreaterThan(0.75 + 1.5 * error);
    expect(figure.high).toBeLessThan(0.75 + 2.4 * error);
  });
  it("of all or none are no narrower than Wilson's", () => {
    const all = shareOf(Array.from({ length: 20 }, (_, i) => ({ group: `g${i}`, item: true })));
    expect([all.low, all.high]).toEqual([1, 1]);
    // 20 of 20: 0.839 to 1 (Wilson 1927)
    expect(widened(all).low).toBeCloseTo(0.839, 3);
    expect(widened(all).high).toBe(1);
    const wide = { value: 0.5, n: 100, low: 0.2, high: 0.8 };
    expect(widened(wide)).toEqual(wide);
  });
  it("widen when pictures come in groups that agree", () => {
    const clustered = mixed.map(({ item }, i) => ({ group: `g${i % 4}`, item }));
    const wide = shareOf(clustered);
    const narrow = shareOf(mixed);
    expect(wide.high - wide.low).toBeGreaterThan(2 * (narrow.high - narrow.low));
  });
  it("of a mean over strata weigh each stratum alike", () => {
    const ones = Array.from({ length: 90 }, (_, i) => ({ group: `a${i}`, item: 1 }));
    const zeros = Array.from({ length: 10 }, (_, i) => ({ group: `b${i}`, item: 0 }));
    const average = (items: readonly number[]) =>
      items.reduce((sum, one) => sum + one, 0) / Math.max(1, items.length);
    const figure = figureOver([ones, zeros], (strata) => average(strata.map(average)));
    expect(figure.value).toBe(0.5);
  });
  it("come out the same each time", () => {
    const items = mixed.map(({ group, item }) => ({ group, item: item ? 1 : 0 }));
    const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
    expect(figureOf(items, sum)).toEqual(figureOf(items, sum));
  });
});

describe("a seeded sample", () => {
  const items = Array.from({ length: 100 }, (_, i) => i);
  it("is the same each time, in order, and another for another name", () => {
    expect(sample(items, 10, "x")).toEqual(sample(items, 10, "x"));
    expect(sample(items, 10, "x")).not.toEqual(sample(items, 10, "y"));
    expect(sample(items, 10, "x")).toEqual(sample(items, 10, "x").toSorted((a, b) => a - b));
    expect(sample(items, 200, "x")).toEqual(items);
  });
});
