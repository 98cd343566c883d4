import fc from "fast-check";
import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { cropOf } from "@/lib/geometry/crop";
import type { Pixels } from "../words/text-map";
import { findBorder } from "./find-border";

async function pixelsOf(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const drawn = (body: string, width = 300, height = 240) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`,
    ),
  );
const eye = `<rect width="300" height="240" fill="#000"/><circle cx="150" cy="120" r="110" fill="#a04a20"/>`;
const band = (by: number, background: string) => ({
  ...{ top: by, bottom: by, left: by, right: by },
  background,
});

describe("a viewer's border", () => {
  test("of a page and of a window with a title bar is found to the pixel", async () => {
    const page = await drawn(eye).extend(band(30, "#f0f0f0")).png().toBuffer();
    const window = await sharp(page)
      .extend({ ...band(2, "#2b579a"), top: 28 })
      .png()
      .toBuffer();
    const title = `<svg xmlns="http://www.w3.org/2000/svg" width="364" height="330"><rect x="8" y="8" width="90" height="12" fill="#fff"/></svg>`;
    const image = sharp(window).composite([{ input: Buffer.from(title) }]);
    expect(findBorder(await pixelsOf(image))).toEqual({ left: 32, top: 58, right: 32, bottom: 32 });
  });

  test("of any size around a picture leaves exactly the picture", async () => {
    const side = fc.integer({ min: 2, max: 60 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ left: side, top: side, right: side, bottom: side }),
        async (trim) => {
          const image = drawn(eye).extend({ ...trim, background: "#e8e8e8" });
          const pixels = await pixelsOf(sharp(await image.png().toBuffer()));
          expect(findBorder(pixels)).toEqual(trim);
          expect(cropOf(pixels, trim).size).toEqual({ width: 300, height: 240 });
        },
      ),
      { numRuns: 25 },
    );
  });

  test("saved as JPEG is found to within a few pixels, and never too much", async () => {
    const png = await drawn(eye).extend(band(40, "#ffffff")).png().toBuffer();
    const found = findBorder(
      await pixelsOf(sharp(await sharp(png).jpeg({ quality: 75 }).toBuffer())),
    );
    for (const by of Object.values(found ?? {})) {
      expect(by).toBeGreaterThanOrEqual(32);
      expect(by).toBeLessThanOrEqual(41);
    }
    expect(found).not.toBeNull();
  });
});

describe("no border is", () => {
  const none = async (image: Sharp) => expect(findBorder(await pixelsOf(image))).toBeNull();

  test("the black round an eye, a head or a fan", async () => {
    await none(drawn(eye));
    const black = await drawn(eye).extend(band(40, "#000000")).png().toBuffer();
    await none(sharp(black));
  });

  test("light ground round something that is not straight", async () => {
    const ground = `<rect width="300" height="240" fill="#fff"/>`;
    await none(drawn(`${ground}<ellipse cx="150" cy="120" rx="90" ry="70" fill="#333"/>`));
    await none(drawn(`${ground}<path d="M60 60 L200 50 L240 200 L90 180 Z" fill="#96c"/>`));
  });

  test("a picture of one colour, nor a strip at one side alone", async () => {
    await none(drawn(`<rect width="300" height="240" fill="#ccc"/>`));
    await none(drawn(`${eye}<rect width="300" height="40" fill="#fff"/>`));
  });

  test("grain", async () => {
    const data = Uint8Array.from({ length: 200 * 160 * 3 }, (_, at) => 120 + ((at * 7919) % 97));
    await none(sharp(data, { raw: { width: 200, height: 160, channels: 3 } }));
  });
});
