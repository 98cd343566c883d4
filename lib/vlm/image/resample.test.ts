import { describe, expect, it } from "vitest";
import { CUBIC, LINEAR, type Raster, resize } from "./resample";

const flat = (width: number, height: number, value: number): Raster => ({
  data: new Float32Array(width * height * 3).fill(value),
  width,
  height,
});

describe("resize", () => {
  it("keeps a flat picture flat, up and down, with both kernels", () => {
    for (const kernel of [CUBIC, LINEAR]) {
      for (const [w, h] of [
        [7, 31],
        [200, 3],
      ] as const) {
        const out = resize(flat(40, 20, 77), w, h, kernel, true);
        expect([out.width, out.height]).toEqual([w, h]);
        expect(new Set(out.data)).toEqual(new Set([77]));
      }
    }
  });

  it("averages all pixels when shrinking, so that nothing thin is lost by chance", () => {
    const source = flat(64, 1, 0);
    source.data.set([255, 255, 255], 33 * 3);
    const out = resize(source, 8, 1, LINEAR, false);
    const sum = [0, 1, 2, 3, 4, 5, 6, 7].reduce((all, x) => all + (out.data[x * 3] ?? 0), 0);
    expect(sum).toBeCloseTo(255 / 8, 1);
  });

  it("does not touch a picture of the same size", () => {
    const source = flat(5, 5, 9);
    expect(resize(source, 5, 5, CUBIC, true)).toBe(source);
  });
});
