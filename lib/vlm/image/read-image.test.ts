import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { VlmError } from "../errors";
import { modelPicture, toModelPixels, toSquare } from "./model-pixels";
import { readImage } from "./read-image";

const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#000000" } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: "#ff0000" } },
      left: 0,
      top: 0,
    },
  ]);

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "none";
  } catch (error) {
    return error instanceof VlmError ? error.code : String(error);
  }
}

async function pixel(png: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + 3)];
}

describe("an upload becomes the canonical picture", () => {
  it("turned upright, in its own size, with no header left", async () => {
    const jpeg = await halves(40, 20)
      .jpeg({ quality: 100 })
      .withExif({ IFD0: { Artist: "Jane" } })
      .toBuffer();
    const turned = await sharp(jpeg).withMetadata({ orientation: 6 }).toBuffer();
    const image = await readImage(turned);
    expect([image.width, image.height, image.origin]).toEqual([20, 40, "JPEG"]);
    expect(image.transform).toEqual({ storedWidth: 40, storedHeight: 20, orientation: 6 });
    const meta = await sharp(image.png).metadata();
    expect([meta.format, meta.exif, meta.orientation]).toEqual(["png", undefined, undefined]);
    // a quarter turn clockwise: the left half comes to the top
    expect((await pixel(image.png, 10, 5))[0]).toBeGreaterThan(200);
    expect((await pixel(image.png, 10, 35))[0]).toBeLessThan(50);
  });

  it("from WebP, from 16-bit grey and from a transparent PNG", async () => {
    const webp = await readImage(await halves(30, 30).webp().toBuffer());
    expect(webp.origin).toBe("WebP");
    const grey16 = await sharp(Buffer.from(new Uint16Array(64).fill(32768).buffer), {
      raw: { width: 8, height: 8, channels: 1, premultiplied: false },
    })
      .toColourspace("grey16")
      .png()
      .toBuffer()
      .catch(() => null);
    if (grey16) expect((await readImage(grey16)).width).toBe(8);
    const clear = await sharp({
      create: { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(await pixel((await readImage(clear)).png, 1, 1)).toEqual([255, 255, 255]);
  });

  it("or is refused with one code for each reason", async () => {
    expect(await codeOf(readImage(new Uint8Array()))).toBe("image-empty");
    expect(await codeOf(readImage(new Uint8Array(40 * 1024 * 1024 + 1)))).toBe("image-too-large");
    expect(await codeOf(readImage(Buffer.from("%PDF-1.4 and more")))).toBe("image-format");
    const whole = await halves(400, 400).jpeg().toBuffer();
    expect(await codeOf(readImage(whole.subarray(0, whole.length / 2)))).toBe("image-unreadable");
    expect(await codeOf(readImage(Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3])))).toBe(
      "image-unreadable",
    );
    const huge = await sharp({
      create: { width: 10001, height: 10000, channels: 3, background: "#000000" },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 1 })
      .toBuffer();
    expect(await codeOf(readImage(huge))).toBe("image-too-many-pixels");
  });
});

describe("what the networks see", () => {
  it("is the picture in the middle of a black square, normalised, channels first", async () => {
    const png = await sharp({
      create: { width: 60, height: 30, channels: 3, background: "#ff8000" },
    })
      .png()
      .toBuffer();
    const square = await toSquare(png);
    expect(square.letterbox).toEqual({ side: 288, width: 288, height: 144, left: 0, top: 72 });
    const { data } = toModelPixels(square, 64, { mean: 127, scale: 128 });
    const at = (c: number, x: number, y: number): number => data[c * 64 * 64 + y * 64 + x] ?? 9;
    expect(at(0, 32, 32)).toBeCloseTo((255 - 127) / 128);
    expect(at(1, 32, 32)).toBeCloseTo((128 - 127) / 128);
    expect(at(2, 32, 32)).toBeCloseTo(-127 / 128);
    expect(at(0, 32, 4)).toBeCloseTo(-127 / 128);
    const shown = await modelPicture(square, 256);
    expect(await pixel(shown, 128, 128)).toEqual([255, 128, 0]);
    expect(await pixel(shown, 128, 10)).toEqual([0, 0, 0]);
  });

  it("is the same at every run", async () => {
    const png = await halves(124, 77).png().toBuffer();
    const a = toModelPixels(await toSquare(png), 224, { mean: 127, scale: 128 });
    const b = toModelPixels(await toSquare(png), 224, { mean: 127, scale: 128 });
    expect(Buffer.compare(Buffer.from(a.data.buffer), Buffer.from(b.data.buffer))).toBe(0);
  });
});
