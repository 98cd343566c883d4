import sharp from "sharp";
import { type Box, boxToCorners, type Size } from "@/lib/geometry/box";
import { sharedArea } from "@/lib/geometry/overlap";

/** Samples of 8 bit, row by row, red green blue. */
export type Pixels = Size & { data: Uint8Array };
/** Whole pixels: left and top are inside, right and bottom outside. */
export type Rect = { left: number; top: number; right: number; bottom: number };

/** Share of a box's shorter side that the ring around it is wide. */
const RING = 0.15;
/** Places tried along each side for the control. */
const STEPS = 24;
/** A control may cover this share of a true box at most. */
const TOUCHED = 0.1;

/** The pixels that a box touches. */
export function rectOf(box: Box, { width, height }: Size): Rect {
  const { x1, y1, x2, y2 } = boxToCorners(box);
  return {
    left: Math.max(0, Math.floor(x1 * width)),
    top: Math.max(0, Math.floor(y1 * height)),
    right: Math.min(width, Math.ceil(x2 * width)),
    bottom: Math.min(height, Math.ceil(y2 * height)),
  };
}

/** Mean colour of a ring around a rectangle; of the whole picture where no ring is left. */
export function ringColour(pixels: Pixels, rect: Rect): [number, number, number] {
  const { data, width, height } = pixels;
  const side = Math.min(rect.right - rect.left, rect.bottom - rect.top);
  const wide = Math.max(2, Math.round(side * RING));
  const inRect = (x: number, y: number) =>
    x >= rect.left && x < rect.right && y >= rect.top && y < rect.bottom;
  const meanOver = (area: Rect, leave: (x: number, y: number) => boolean) => {
    const sum: [number, number, number] = [0, 0, 0];
    let n = 0;
    for (let y = area.top; y < area.bottom; y += 1) {
      for (let x = area.left; x < area.right; x += 1) {
        if (leave(x, y)) continue;
        const at = (y * width + x) * 3;
        sum[0] += data[at] ?? 0;
        sum[1] += data[at + 1] ?? 0;
        sum[2] += data[at + 2] ?? 0;
        n += 1;
      }
    }
    const colour: [number, number, number] = [sum[0] / n, sum[1] / n, sum[2] / n];
    return n === 0 ? null : colour;
  };
  const around: Rect = {
    left: Math.max(0, rect.left - wide),
    top: Math.max(0, rect.top - wide),
    right: Math.min(width, rect.right + wide),
    bottom: Math.min(height, rect.bottom + wide),
  };
  const whole: Rect = { left: 0, top: 0, right: width, bottom: height };
  return meanOver(around, inRect) ?? meanOver(whole, () => false) ?? [0, 0, 0];
}

/** The pixels with a box filled by the mean colour of the ring around it. */
export function fillBox(pixels: Pixels, box: Box): Pixels {
  const rect = rectOf(box, pixels);
  const colour = ringColour(pixels, rect).map(Math.round);
  const data = Uint8Array.from(pixels.data);
  for (let y = rect.top; y < rect.bottom; y += 1) {
    for (let x = rect.left; x < rect.right; x += 1) {
      data.set(colour, (y * pixels.width + x) * 3);
    }
  }
  return { ...pixels, data };
}

/**
 * A box of the same size where it covers least of the true ones; of equal places the one nearest
 * to the box. Null where it would cover more than a tenth of a true box or of itself.
 */
export function elsewhere(box: Box, truth: readonly Box[]): Box | null {
  const places = Array.from({ length: (STEPS + 1) ** 2 }, (_, i) => ({
    ...box,
    x: ((1 - box.width) * (i % (STEPS + 1))) / STEPS,
    y: ((1 - box.height) * Math.floor(i / (STEPS + 1))) / STEPS,
  }));
  const area = (one: Box) => Math.max(1e-9, one.width * one.height);
  const covered = (place: Box) =>
    Math.max(0, ...truth.map((one) => sharedArea(place, one) / Math.min(area(one), area(place))));
  const far = (place: Box) => Math.hypot(place.x - box.x, place.y - box.y);
  const rated = places.map((place) => ({ place, covered: covered(place), far: far(place) }));
  const best = rated.reduce((a, b) =>
    b.covered < a.covered || (b.covered === a.covered && b.far < a.far) ? b : a,
  );
  return best.covered > TOUCHED ? null : best.place;
}

/** A PNG with a box filled by the mean colour of the ring around it, as a PNG. */
export async function fillPng(png: Uint8Array, box: Box): Promise<Uint8Array> {
  const { data, info } = await sharp(png)
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const rgb =
    channels === 3
      ? data
      : Uint8Array.from({ length: width * height * 3 }, (_, i) => {
          return data[Math.floor(i / 3) * channels] ?? 0;
        });
  const filled = fillBox({ width, height, data: rgb }, box);
  return sharp(filled.data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
