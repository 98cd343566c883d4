import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Box, boxToCorners, clampBox, cornersToBox, type Size } from "./box";
import { boxToLetterbox, letterboxOf, letterboxToBox, squareToBox } from "./letterbox";
import { orientationOf, storedToUpright, uprightSize, uprightToStored } from "./orientation";
import {
  boxToPixels,
  boxToRowsAndColumns,
  boxToThousandths,
  pixelsToBox,
  rowsAndColumnsToBox,
  thousandthsToBox,
} from "./pixels";
import { boxToCss, cssToBox, fitView, zoomAt } from "./view";

const sizes: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 1, max: 12000 }),
  height: fc.integer({ min: 1, max: 12000 }),
});
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const boxes: fc.Arbitrary<Box> = fc
  .tuple(fraction, fraction, fraction, fraction)
  .map(([a, b, c, d]) => cornersToBox({ x1: a, y1: b, x2: c, y2: d }));

/** Largest distance of the edges of two boxes, in pixels of the original. */
function apart(a: Box, b: Box, size: Size): number {
  const p = boxToPixels(a, size);
  const q = boxToPixels(b, size);
  return Math.max(
    Math.abs(p.x1 - q.x1),
    Math.abs(p.y1 - q.y1),
    Math.abs(p.x2 - q.x2),
    Math.abs(p.y2 - q.y2),
  );
}

describe("a box comes back within one pixel", () => {
  it("through corners and pixels", () => {
    fc.assert(
      fc.property(boxes, sizes, (box, size) => {
        expect(apart(cornersToBox(boxToCorners(box)), box, size)).toBeLessThan(1e-6);
        expect(apart(pixelsToBox(boxToPixels(box, size), size), box, size)).toBeLessThan(1e-6);
      }),
    );
  });

  it("through the model's letterbox, for every size and side", () => {
    fc.assert(
      fc.property(boxes, sizes, fc.integer({ min: 32, max: 1024 }), (box, size, side) => {
        const letterbox = letterboxOf(size, side);
        const there = boxToLetterbox(box, letterbox);
        expect(apart(letterboxToBox(there, letterbox), box, size)).toBeLessThan(1e-6);
        const square = {
          x1: there.x1 / side,
          y1: there.y1 / side,
          x2: there.x2 / side,
          y2: there.y2 / side,
        };
        expect(apart(squareToBox(square, letterbox), box, size)).toBeLessThan(1e-6);
      }),
    );
  });

  it("through the screen under any zoom and pan", () => {
    const views = fc.record({
      zoom: fc.double({ min: 0.01, max: 64, noNaN: true }),
      panX: fc.double({ min: -20000, max: 20000, noNaN: true }),
      panY: fc.double({ min: -20000, max: 20000, noNaN: true }),
    });
    fc.assert(
      fc.property(boxes, sizes, views, (box, size, view) => {
        expect(apart(cssToBox(boxToCss(box, size, view), size, view), box, size)).toBeLessThan(
          1e-3,
        );
      }),
    );
  });

  it("through each of the eight EXIF orientations", () => {
    fc.assert(
      fc.property(boxes, sizes, fc.integer({ min: 1, max: 8 }), (box, size, exif) => {
        const orientation = orientationOf(exif);
        const upright = storedToUpright(box, orientation);
        expect(apart(uprightToStored(upright, orientation), box, size)).toBeLessThan(1e-6);
        const area = (b: Box, s: Size) => b.width * s.width * b.height * s.height;
        expect(area(upright, uprightSize(size, orientation))).toBeCloseTo(area(box, size), 3);
      }),
    );
  });
});

describe("integer forms are off by no more than half their own step", () => {
  it("thousandths", () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const back = thousandthsToBox(boxToThousandths(box));
        const a = boxToCorners(box);
        const b = boxToCorners(back);
        for (const key of ["x1", "y1", "x2", "y2"] as const) {
          expect(Math.abs(a[key] - b[key])).toBeLessThanOrEqual(0.0005 + 1e-9);
        }
      }),
    );
  });

  it("DICOM rows and columns of boxes of at least a pixel", () => {
    fc.assert(
      fc.property(boxes, sizes, (box, size) => {
        fc.pre(box.width * size.width >= 1 && box.height * size.height >= 1);
        const back = rowsAndColumnsToBox(boxToRowsAndColumns(box, size), size);
        expect(apart(back, box, size)).toBeLessThanOrEqual(1 + 1e-6);
      }),
    );
  });

  it("whole rows and columns are exact", () => {
    const size = { width: 512, height: 300 };
    const place = { firstRow: 1, lastRow: 300, firstColumn: 257, lastColumn: 512 };
    expect(rowsAndColumnsToBox(place, size)).toEqual({ x: 0.5, y: 0, width: 0.5, height: 1 });
    expect(boxToRowsAndColumns({ x: 0.5, y: 0, width: 0.5, height: 1 }, size)).toEqual(place);
  });
});

describe("what the converters promise besides", () => {
  it("clamping leaves no part outside the picture and keeps what is inside", () => {
    expect(clampBox({ x: -0.1, y: 0.5, width: 0.3, height: 0.9 })).toEqual({
      x: 0,
      y: 0.5,
      width: expect.closeTo(0.2, 9),
      height: 0.5,
    });
  });

  it("a quarter turn moves the top-left corner to the top right", () => {
    const corner = { x: 0, y: 0, width: 0.1, height: 0.2 };
    const turned = storedToUpright(corner, 6);
    expect(turned.x).toBeCloseTo(0.8);
    expect(turned.y).toBeCloseTo(0);
    expect(turned.width).toBeCloseTo(0.2);
  });

  it("the letterbox equals the training code's: bankers' rounding, floor of the margin", () => {
    expect(letterboxOf({ width: 500, height: 300 }, 256)).toEqual({
      side: 256,
      width: 256,
      height: 154,
      left: 0,
      top: 51,
    });
    expect(letterboxOf({ width: 3, height: 512 }, 256).width).toBe(2);
    expect(letterboxOf({ width: 1, height: 9000 }, 256).width).toBe(1);
  });

  it("zooming at a point leaves that point where it is", () => {
    const size = { width: 640, height: 480 };
    const view = fitView(size, { width: 500, height: 500 });
    const next = zoomAt(view, 1.7, 123, 321);
    const box = cssToBox({ x1: 123, y1: 321, x2: 200, y2: 400 }, size, view);
    expect(boxToCss(box, size, next).x1).toBeCloseTo(123);
    expect(boxToCss(box, size, next).y1).toBeCloseTo(321);
  });
});
