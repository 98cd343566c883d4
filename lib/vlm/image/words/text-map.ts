import { type InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";
import type { Corners } from "@/lib/geometry/box";

/** Interleaved 8-bit RGB, row by row. */
export type Pixels = { data: Uint8Array; width: number; height: number };

/** How likely writing is at each pixel of a resized view, 0..1, row by row. */
export type TextMap = { data: Float32Array; width: number; height: number };

const MEAN = [0.485, 0.456, 0.406];
const SCALE = [0.229, 0.224, 0.225];
/** The network halves its input five times. */
const STEP = 32;

const whole = (side: number): number => Math.max(STEP, Math.round(side / STEP) * STEP);

/** A part of a picture as pixels of another size; `area` in whole pixels of the picture. */
export async function resized(
  pixels: Pixels,
  area: Corners,
  width: number,
  height: number,
): Promise<Buffer> {
  const { data, width: full, height: fullHeight } = pixels;
  return sharp(data, { raw: { width: full, height: fullHeight, channels: 3 } })
    .extract({
      left: area.x1,
      top: area.y1,
      width: area.x2 - area.x1,
      height: area.y2 - area.y1,
    })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
}

/**
 * Where writing is likely in an area of the picture, looked at `scale` times its size. The network
 * is a DBNet (Liao et al., 2020): input [1, 3, h, w], output [1, 1, h, w].
 */
export async function textMap(
  session: InferenceSession,
  pixels: Pixels,
  area: Corners,
  scale: number,
): Promise<TextMap> {
  const width = whole((area.x2 - area.x1) * scale);
  const height = whole((area.y2 - area.y1) * scale);
  const rgb = await resized(pixels, area, width, height);
  const plane = width * height;
  const input = new Float32Array(plane * 3);
  for (let c = 0; c < 3; c += 1) {
    const mean = MEAN[c] ?? 0;
    const unit = SCALE[c] ?? 1;
    for (let i = 0; i < plane; i += 1) {
      input[c * plane + i] = ((rgb[i * 3 + c] ?? 0) / 255 - mean) / unit;
    }
  }
  const [name] = session.inputNames;
  const [out] = session.outputNames;
  if (name === undefined || out === undefined) throw new Error("the text detector has no input");
  const result = await session.run({ [name]: new Tensor("float32", input, [1, 3, height, width]) });
  const map = result[out]?.data;
  if (!(map instanceof Float32Array)) throw new Error("the text detector answers another type");
  return { data: map, width, height };
}
