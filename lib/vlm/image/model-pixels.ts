import sharp from "sharp";
import type { Size } from "@/lib/geometry/box";
import { type Letterbox, letterboxOf } from "@/lib/geometry/letterbox";
import { CUBIC, LINEAR, type Raster, resize } from "./resample";

/** Side of the letterboxed square that training keeps its pictures in. */
const STORE = 288;
/** A picture larger than this on a side is first averaged down by whole factors. */
const PRESHRINK = 4096;

/** A picture as the networks get it. */
export type ModelPixels = {
  /** [1, 3, side, side], (value - mean) / scale. */
  data: Float32Array;
  side: number;
  letterbox: Letterbox;
};

/** The square that training sees, 288 pixels, whole samples 0..255, and how the picture lies in it. */
export type Square = { raster: Raster; letterbox: Letterbox; size: Size };

/** Decodes a canonical PNG and letterboxes it (PIL bicubic, black margins), as in training. */
export async function toSquare(png: Uint8Array): Promise<Square> {
  let image = sharp(png, { limitInputPixels: false }).removeAlpha().toColourspace("srgb");
  const meta = await sharp(png, { limitInputPixels: false }).metadata();
  const letterbox = letterboxOf({ width: meta.width, height: meta.height }, STORE);
  const factor = Math.floor(Math.max(meta.width, meta.height) / PRESHRINK);
  if (factor > 1) {
    const shrink = (side: number): number => Math.max(1, Math.round(side / factor));
    image = image.resize(shrink(meta.width), shrink(meta.height), { fit: "fill" });
  }
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const source: Raster = { data: rgb(data, info.channels), width: info.width, height: info.height };
  const content = resize(source, letterbox.width, letterbox.height, CUBIC, true);
  const square = new Float32Array(STORE * STORE * 3);
  for (let y = 0; y < letterbox.height; y += 1) {
    const row = content.data.subarray(y * letterbox.width * 3, (y + 1) * letterbox.width * 3);
    square.set(row, ((y + letterbox.top) * STORE + letterbox.left) * 3);
  }
  return {
    raster: { data: square, width: STORE, height: STORE },
    letterbox,
    size: { width: meta.width, height: meta.height },
  };
}

function rgb(data: Buffer, channels: number): Float32Array {
  if (channels === 3) return Float32Array.from(data);
  const count = data.length / channels;
  const out = new Float32Array(count * 3);
  for (let i = 0; i < count; i += 1) out.fill(data[i * channels] ?? 0, i * 3, i * 3 + 3);
  return out;
}

/**
 * The square at the network's side: antialiased bilinear, then (value - mean) / scale, channels
 * first. `letterbox` is that of the square in fractions: side-free, so boxes need no rescaling.
 */
export function toModelPixels(
  square: Square,
  side: number,
  norm: { mean: number; scale: number },
): ModelPixels {
  const { data } = resize(square.raster, side, side, LINEAR, false);
  const plane = side * side;
  const out = new Float32Array(plane * 3);
  for (let i = 0; i < plane; i += 1) {
    for (let c = 0; c < 3; c += 1) {
      const value = Math.min(255, Math.max(0, data[i * 3 + c] ?? 0));
      out[c * plane + i] = (value - norm.mean) / norm.scale;
    }
  }
  return { data: out, side, letterbox: square.letterbox };
}

/** PNG of exactly what the network gets at that side, for "What the model saw". */
export async function modelPicture(square: Square, side: number): Promise<Buffer> {
  const { data } = resize(square.raster, side, side, LINEAR, false);
  const bytes = Uint8Array.from(data, (v) => Math.round(Math.min(255, Math.max(0, v))));
  return sharp(bytes, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
}
