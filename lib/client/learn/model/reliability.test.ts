import { expect, it } from "vitest";
import { dotsOf, meanGap, plotX, plotY, reliabilityWords } from "./reliability";

const bin = (confidence: number, accuracy: number, n: number) => ({
  low: confidence,
  high: confidence,
  n,
  confidence,
  accuracy,
});

it("what is as often right as it said lies on the line; too sure lies below it", () => {
  const [exact, sure] = dotsOf([bin(0.7, 0.7, 5), bin(0.9, 0.6, 20)]);
  expect(exact?.y).toBe(exact?.onLine);
  expect(sure?.y).toBeGreaterThan(sure?.onLine ?? 0);
  expect(exact?.x).toBe(plotX(0.7));
  expect(plotY(1)).toBeLessThan(plotY(0));
  expect(sure?.radius).toBeGreaterThan(exact?.radius ?? 0);
});

it("the mean gap weighs bins by their pictures", () => {
  expect(meanGap([bin(0.9, 0.5, 1), bin(0.9, 0.9, 3)])).toBeCloseTo(0.1);
  expect(meanGap([])).toBeNull();
});

it("the words say which way it errs, and that opposite errors are no agreement", () => {
  expect(reliabilityWords([bin(0.9, 0.7, 10)])).toContain("surer than it should be, by 20 of 100");
  expect(reliabilityWords([bin(0.6, 0.9, 10)])).toContain("less sure than it could be");
  expect(reliabilityWords([bin(0.5, 0.7, 10), bin(0.9, 0.7, 10)])).toContain("20 of 100 apart");
});
