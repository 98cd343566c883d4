import type { Corners } from "@/lib/geometry/box";
import type { Pixels } from "../words/text-map";

export type Side = "top" | "bottom" | "left" | "right";
export const SIDES: readonly Side[] = ["top", "bottom", "left", "right"];

/** Red, green, blue, 0..255. */
export type Colour = [number, number, number];

/** A row or a column of a rectangle, one pixel thick. */
export function lineAt(rect: Corners, side: Side, at: number): Corners {
  switch (side) {
    case "top":
      return { ...rect, y1: rect.y1 + at, y2: rect.y1 + at + 1 };
    case "bottom":
      return { ...rect, y1: rect.y2 - at - 1, y2: rect.y2 - at };
    case "left":
      return { ...rect, x1: rect.x1 + at, x2: rect.x1 + at + 1 };
    case "right":
      return { ...rect, x1: rect.x2 - at - 1, x2: rect.x2 - at };
  }
}

function* offsets(pixels: Pixels, line: Corners): Generator<number> {
  for (let y = line.y1; y < line.y2; y += 1) {
    for (let x = line.x1; x < line.x2; x += 1) yield (y * pixels.width + x) * 3;
  }
}

/** The middle value of each channel along a line. */
export function colourOf(pixels: Pixels, line: Corners): Colour {
  const channel = (c: number): number => {
    const values = [...offsets(pixels, line)].map((at) => pixels.data[at + c] ?? 0);
    values.sort((a, b) => a - b);
    return values[values.length >> 1] ?? 0;
  };
  return [channel(0), channel(1), channel(2)];
}

/** The share of a line's pixels that differ from a colour by at most `most` in every channel. */
export function shareNear(pixels: Pixels, line: Corners, colour: Colour, most: number): number {
  const { data } = pixels;
  let near = 0;
  let count = 0;
  for (const at of offsets(pixels, line)) {
    count += 1;
    const off = Math.max(
      Math.abs((data[at] ?? 0) - colour[0]),
      Math.abs((data[at + 1] ?? 0) - colour[1]),
      Math.abs((data[at + 2] ?? 0) - colour[2]),
    );
    if (off <= most) near += 1;
  }
  return count === 0 ? 0 : near / count;
}
