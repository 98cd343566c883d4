import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "./box";
import { countMatches, f1Of, matchBoxes } from "./match";
import { iou, suppress } from "./overlap";
import { placePhrase, placeWords } from "./place";

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const boxes = fc.record({
  x: fc.double({ min: 0, max: 0.5, noNaN: true }),
  y: fc.double({ min: 0, max: 0.5, noNaN: true }),
  width: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  height: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
});

describe("overlap", () => {
  it("is 1 with itself, symmetric, and 0 apart", () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        expect(iou(a, a)).toBeCloseTo(1);
        expect(iou(a, b)).toBeCloseTo(iou(b, a));
      }),
    );
    expect(iou(box(0, 0, 0.1, 0.1), box(0.5, 0.5, 0.1, 0.1))).toBe(0);
    expect(iou(box(0, 0, 0, 0), box(0, 0, 0, 0))).toBe(0);
    expect(iou(box(0, 0, 0.2, 0.1), box(0.1, 0, 0.2, 0.1))).toBeCloseTo(1 / 3);
  });

  it("suppression leaves no two boxes above the threshold and always keeps the best", () => {
    const scored = fc.record({ box: boxes, score: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(scored, { minLength: 1, maxLength: 12 }), (items) => {
        const kept = suppress(items, 0.4);
        expect(kept[0]?.score).toBe(Math.max(...items.map((i) => i.score)));
        kept.forEach((a, i) => {
          for (const b of kept.slice(i + 1)) expect(iou(a.box, b.box)).toBeLessThanOrEqual(0.4);
        });
      }),
    );
  });
});

describe("matching", () => {
  it("pairs each box once and finds the pairing a greedy one misses", () => {
    const truth = [box(0, 0, 0.2, 0.2), box(0.1, 0, 0.2, 0.2)];
    // the first found box fits both; greedy would take the one the second needs
    const found = [box(0.05, 0, 0.2, 0.2), box(0, 0, 0.2, 0.2)];
    expect(matchBoxes(found, truth, 0.5).toSorted()).toEqual([0, 1]);
    expect(countMatches(found, truth, 0.5)).toEqual({ tp: 2, fp: 0, fn: 0 });
  });

  it("counts two marks on one thing as one right and one wrong", () => {
    const counts = countMatches(
      [box(0, 0, 0.2, 0.2), box(0, 0, 0.2, 0.21)],
      [box(0, 0, 0.2, 0.2)],
      0.5,
    );
    expect(counts).toEqual({ tp: 1, fp: 1, fn: 0 });
    expect(f1Of(counts)).toBeCloseTo(2 / 3);
    expect(f1Of({ tp: 0, fp: 0, fn: 0 })).toBe(1);
  });
});

describe("place in words", () => {
  it("names rows and columns by the centre of the box", () => {
    expect(placeWords(box(0, 0, 0.2, 0.2))).toBe("upper left");
    expect(placeWords(box(0.4, 0.4, 0.2, 0.2))).toBe("middle centre");
    expect(placeWords(box(0.7, 0.7, 0.2, 0.2))).toBe("lower right");
  });

  it("speaks of halves for large boxes and of corners for small ones", () => {
    expect(placePhrase(box(0.05, 0.1, 0.4, 0.8))).toBe("left half of the picture");
    expect(placePhrase(box(0.1, 0.6, 0.8, 0.3))).toBe("lower half of the picture");
    expect(placePhrase(box(0.7, 0.1, 0.1, 0.1))).toBe("upper right of the picture");
    expect(placePhrase(box(0, 0, 1, 1))).toBe("nearly the whole picture");
  });
});
