import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { dotted } from "@/scripts/eval/words/bitmap-font";
import { findWords, isWriting, viewsOf } from "./find-words";
import { areNeighbours, joinLines, mergeCorners } from "./merge";
import type { Pixels } from "./text-map";
import { openWordModels, type WordModels } from "./word-models";

let models: WordModels;
beforeAll(async () => {
  models = await openWordModels();
});

async function draw(side: number, body: string): Promise<Pixels> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="${side}" height="${side}" fill="#181818"/>${body}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const at = (x: number, y: number, text: string, dot = 2) =>
  `<g transform="translate(${x} ${y})">${dotted(text, dot, "#f0f0f0").svg}</g>`;

describe("writing", () => {
  test("in each corner is found whole, and nothing beside it", async () => {
    const picture = await draw(
      512,
      `<circle cx="256" cy="256" r="150" fill="#777"/>${at(8, 8, "MEYER, ANNA")}${at(370, 8, "1957-02-03")}${at(8, 490, "ID 40771")}${at(400, 490, "OLSEN K")}`,
    );
    const { boxes, complete } = await findWords(models, picture);
    expect(complete).toBe(true);
    const lines = [
      [8, 8, 8 + 11 * 12 - 2, 22],
      [370, 8, 370 + 10 * 12 - 2, 22],
      [8, 490, 8 + 8 * 12 - 2, 504],
      [400, 490, 400 + 7 * 12 - 2, 504],
    ] as const;
    for (const [x1, y1, x2, y2] of lines) {
      const over = boxes.filter(
        (box) =>
          box.x * 512 < x2 && (box.x + box.width) * 512 > x1 && Math.abs(box.y * 512 - y1) < 20,
      );
      expect(Math.min(...over.map((box) => box.x * 512))).toBeLessThanOrEqual(x1);
      expect(Math.max(...over.map((box) => (box.x + box.width) * 512))).toBeGreaterThanOrEqual(x2);
      expect(Math.min(...over.map((box) => box.y * 512))).toBeLessThanOrEqual(y1);
      expect(Math.max(...over.map((box) => (box.y + box.height) * 512))).toBeGreaterThanOrEqual(y2);
    }
    for (const box of boxes) expect(box.y < 0.08 || box.y > 0.9).toBe(true);
  });

  test("small in the corner of a large film is found", async () => {
    const film = await draw(
      2600,
      `<circle cx="1300" cy="1300" r="900" fill="#888"/>${at(30, 30, "DUBOIS^JEAN", 3)}`,
    );
    const { boxes } = await findWords(models, film);
    expect(boxes.length).toBeGreaterThan(0);
    for (const box of boxes) expect(box.x + box.width + box.y).toBeLessThan(0.2);
  });

  test("that stands upright is found", async () => {
    const turned = `<g transform="translate(30 300) rotate(-90)">${dotted("MEYER, ANNA", 2, "#fff").svg}</g>`;
    const { boxes } = await findWords(models, await draw(400, turned));
    expect(boxes.length).toBeGreaterThan(0);
    expect(boxes.every((box) => box.height > box.width)).toBe(true);
  });

  test("is not a side's letter, nor shapes", async () => {
    const shapes = Array.from(
      { length: 8 },
      (_, index) =>
        `<circle cx="${60 + index * 40}" cy="${200 + (index % 3) * 60}" r="17" fill="none" stroke="#bbb" stroke-width="5"/>`,
    ).join("");
    const picture = await draw(
      400,
      `${shapes}${at(16, 16, "R", 4)}<rect x="380" y="20" width="10" height="2" fill="#fff"/>`,
    );
    expect(await findWords(models, picture)).toEqual({ boxes: [], complete: true });
  });

  test("that could not be looked for in time is not said to be absent", async () => {
    const picture = await draw(256, at(8, 8, "ROSSI M."));
    expect(await findWords(models, picture, performance.now() - 1)).toEqual({
      boxes: [],
      complete: false,
    });
  });
});

test("a large picture is looked at in its corners again, a small one enlarged", () => {
  expect(viewsOf({ width: 256, height: 200 })).toMatchObject([{ scale: 2 }]);
  const views = viewsOf({ width: 3000, height: 2000 });
  expect(views).toHaveLength(5);
  expect(views[4]?.area).toMatchObject({ x2: 3000, y2: 2000 });
});

test("two letters are writing where they are read surely and are of a line's shape", () => {
  const line = { width: 40, height: 18 };
  expect(isWriting(line, 512, { letters: 2, sure: 0.9, plain: 1 })).toBe(true);
  expect(isWriting(line, 512, { letters: 2, sure: 0.5, plain: 1 })).toBe(false);
  expect(isWriting({ width: 90, height: 80 }, 512, { letters: 2, sure: 0.99, plain: 2 })).toBe(
    false,
  );
  expect(isWriting(line, 512, { letters: 9, sure: 0.45, plain: 3 })).toBe(true);
  expect(isWriting(line, 512, { letters: 9, sure: 0.45, plain: 0 })).toBe(false);
  expect(isWriting(line, 512, { letters: 8, sure: 0.9, plain: 0 })).toBe(true);
  expect(isWriting(line, 512, { letters: 1, sure: 1, plain: 1 })).toBe(false);
  expect(isWriting(line, 512, { letters: 2, sure: 0.99, plain: 0 })).toBe(false);
});

test("one word seen in two views is one place, two words are two", () => {
  const word = { x1: 10, y1: 10, x2: 60, y2: 20, score: 0.8 };
  const again = { x1: 12, y1: 9, x2: 66, y2: 21, score: 0.9 };
  const other = { x1: 80, y1: 10, x2: 120, y2: 20, score: 0.7 };
  expect(mergeCorners([word, other, again])).toEqual([
    other,
    { x1: 10, y1: 9, x2: 66, y2: 21, score: 0.9 },
  ]);
});

test("words of a line are one place with the space between them; what stands far off is not", () => {
  const [one, two] = [
    { x1: 10, y1: 10, x2: 60, y2: 20 },
    { x1: 70, y1: 11, x2: 120, y2: 21 },
  ];
  const below = { x1: 10, y1: 40, x2: 60, y2: 50 };
  expect(joinLines([one, two, below])).toEqual([{ x1: 10, y1: 10, x2: 120, y2: 21 }, below]);
  expect(areNeighbours(one, two, 1)).toBe(true);
  expect(areNeighbours(one, below, 1)).toBe(false);
  expect(areNeighbours(one, { x1: 62, y1: 0, x2: 120, y2: 60 }, 1)).toBe(false);
});
