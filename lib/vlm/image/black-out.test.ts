import sharp from "sharp";
import { expect, test } from "vitest";
import { blackOut } from "./black-out";

const white = () =>
  sharp({ create: { width: 100, height: 80, channels: 3, background: "#fff" } })
    .png()
    .toBuffer();

async function pixels(png: Buffer): Promise<(x: number, y: number) => number> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return (x, y) => data[(y * info.width + x) * info.channels] ?? -1;
}

test("every pixel that a rectangle touches is black, and no other", async () => {
  const box = { x: 0.104, y: 0.2, width: 0.2, height: 0.25 };
  const at = await pixels(await blackOut(await white(), { boxes: [box], strokes: [] }));
  for (let y = 0; y < 80; y += 1) {
    for (let x = 0; x < 100; x += 1) {
      const inside = x >= 10 && x < 31 && y >= 16 && y < 36;
      expect(at(x, y), `${x}, ${y}`).toBe(inside ? 0 : 255);
    }
  }
});

test("a brush covers its way without a gap, in its width", async () => {
  const stroke = {
    points: [
      [0.1, 0.5],
      [0.9, 0.5],
    ] as [number, number][],
    width: 0.1,
  };
  const at = await pixels(await blackOut(await white(), { boxes: [], strokes: [stroke] }));
  for (let x = 10; x < 90; x += 1) {
    for (const y of [36, 40, 44]) expect(at(x, y), `${x}, ${y}`).toBe(0);
    for (const y of [32, 48]) expect(at(x, y), `${x}, ${y}`).toBe(255);
  }
  expect([at(2, 40), at(98, 40)]).toEqual([255, 255]);
});

test("what lies over the edge covers up to the edge", async () => {
  const boxes = [{ x: 0.9, y: 0.9, width: 0.1, height: 0.1 }];
  const strokes = [{ points: [[1, 0] as [number, number]], width: 0.2 }];
  const at = await pixels(await blackOut(await white(), { boxes, strokes }));
  expect([at(99, 79), at(99, 0), at(0, 79)]).toEqual([0, 0, 255]);
});
