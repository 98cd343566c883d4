import sharp from "sharp";
import type { Box, Size } from "@/lib/geometry/box";
import { boxToPixels } from "@/lib/geometry/pixels";
import { MAX_PIXELS } from "./canonical";

/** Points in fractions of the picture; the brush's width in fractions of the picture's width. */
type Stroke = { points: readonly (readonly [number, number])[]; width: number };
type Cover = { boxes: readonly Box[]; strokes: readonly Stroke[] };
type Canvas = Size & { data: Buffer };

function rows(canvas: Canvas, y1: number, y2: number, x1: number, x2: number): void {
  const left = Math.max(0, x1);
  const right = Math.min(canvas.width, x2);
  if (right <= left) return;
  for (let y = Math.max(0, y1); y < Math.min(canvas.height, y2); y += 1) {
    canvas.data.fill(0, (y * canvas.width + left) * 3, (y * canvas.width + right) * 3);
  }
}

function disc(canvas: Canvas, x: number, y: number, radius: number): void {
  for (let dy = -Math.ceil(radius); dy <= Math.ceil(radius); dy += 1) {
    const half = Math.sqrt(Math.max(0, radius * radius - dy * dy));
    const row = Math.floor(y) + dy;
    rows(canvas, row, row + 1, Math.floor(x - half), Math.ceil(x + half) + 1);
  }
}

function stroke(canvas: Canvas, { points, width }: Stroke): void {
  const radius = Math.max(1, (width * canvas.width) / 2);
  const at = ([x, y]: readonly [number, number]) => [x * canvas.width, y * canvas.height] as const;
  for (const [index, point] of points.entries()) {
    const [x2, y2] = at(point);
    const [x1, y1] = at(points[index - 1] ?? point);
    const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / (radius / 2)));
    for (let step = 1; step <= steps; step += 1) {
      disc(canvas, x1 + ((x2 - x1) * step) / steps, y1 + ((y2 - y1) * step) / steps, radius);
    }
  }
}

/**
 * A canonical PNG in which every pixel that a rectangle touches or a brush went over is black. The
 * pixels' old values are in no byte of the result.
 */
export async function blackOut(png: Uint8Array, cover: Cover): Promise<Buffer> {
  const { data, info } = await sharp(png, { limitInputPixels: MAX_PIXELS })
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const canvas: Canvas = { data, width: info.width, height: info.height };
  for (const box of cover.boxes) {
    const { x1, y1, x2, y2 } = boxToPixels(box, canvas);
    rows(canvas, Math.floor(y1), Math.ceil(y2), Math.floor(x1), Math.ceil(x2));
  }
  for (const each of cover.strokes) stroke(canvas, each);
  return await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}
