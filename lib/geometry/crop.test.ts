import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxToCorners } from "./box";
import { type Crop, cropOf, croppedToFull, fullToCropped, trimOf } from "./crop";
import { boxToPixels } from "./pixels";

const crops: fc.Arbitrary<Crop> = fc
  .record({
    width: fc.integer({ min: 1, max: 8000 }),
    height: fc.integer({ min: 1, max: 8000 }),
    left: fc.nat(900),
    top: fc.nat(900),
    right: fc.nat(900),
    bottom: fc.nat(900),
  })
  .map(({ width, height, ...trim }) =>
    cropOf(
      { width: width + trim.left + trim.right, height: height + trim.top + trim.bottom },
      trim,
    ),
  );

const boxes = fc
  .record({
    x: fc.double({ min: 0, max: 1, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
    u: fc.double({ min: 0, max: 1, noNaN: true }),
    v: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ x, y, u, v }) => ({ x, y, width: (1 - x) * u, height: (1 - y) * v }));

describe("a box on a trimmed picture", () => {
  test("comes back from the full picture to within a hundredth of a pixel", () => {
    fc.assert(
      fc.property(crops, boxes, (crop, box) => {
        const there = boxToPixels(box, crop.size);
        const back = boxToPixels(fullToCropped(croppedToFull(box, crop), crop), crop.size);
        for (const edge of ["x1", "y1", "x2", "y2"] as const) {
          expect(Math.abs(there[edge] - back[edge])).toBeLessThan(0.01);
        }
      }),
    );
  });

  test("lies on the full picture where the same pixels lie", () => {
    fc.assert(
      fc.property(crops, boxes, (crop, box) => {
        const inside = boxToPixels(box, crop.size);
        const onFull = boxToPixels(croppedToFull(box, crop), crop.full);
        expect(onFull.x1).toBeCloseTo(inside.x1 + crop.left, 5);
        expect(onFull.y2).toBeCloseTo(inside.y2 + crop.top, 5);
      }),
    );
  });

  test("is cut off where it lay on the border", () => {
    const crop = cropOf({ width: 100, height: 100 }, { left: 20, top: 0, right: 0, bottom: 50 });
    const corners = boxToCorners(fullToCropped({ x: 0, y: 0, width: 1, height: 1 }, crop));
    expect(corners).toEqual({ x1: 0, y1: 0, x2: 1, y2: 1 });
    expect(fullToCropped({ x: 0, y: 0.8, width: 0.1, height: 0.1 }, crop)).toMatchObject({
      width: 0,
      height: 0,
    });
  });
});

test("what was cut off can be told from a crop", () => {
  const trim = { left: 3, top: 40, right: 5, bottom: 7 };
  expect(trimOf(cropOf({ width: 640, height: 480 }, trim))).toEqual(trim);
  expect(() => cropOf({ width: 10, height: 10 }, { ...trim, top: 0 })).not.toThrow();
  expect(() => cropOf({ width: 8, height: 80 }, trim)).toThrow(/nothing is left/);
});
