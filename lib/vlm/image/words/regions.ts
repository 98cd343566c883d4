import type { Corners } from "@/lib/geometry/box";
import type { TextMap } from "./text-map";

/** A place where writing is likely, in pixels of the map, with the mean likelihood inside it. */
export type Region = Corners & { score: number };

/** Pixels above this belong to a region. */
const INSIDE = 0.25;
/** The network marks a shrunken word; its box is widened by this share of area over outline. */
const WIDEN = 1.6;
const LEAST_SIDE = 3;

type Part = Corners & { sum: number; count: number };

/** The connected part around one pixel; its pixels are marked in `seen`. */
function partAt({ data, width, height }: TextMap, seen: Uint8Array, start: number): Part {
  const part: Part = { x1: width, y1: height, x2: 0, y2: 0, sum: 0, count: 0 };
  const stack: number[] = [];
  const visit = (at: number): void => {
    if (seen[at] === 1 || (data[at] ?? 0) < INSIDE) return;
    seen[at] = 1;
    stack.push(at);
  };
  visit(start);
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    const y = (at - x) / width;
    part.x1 = Math.min(part.x1, x);
    part.x2 = Math.max(part.x2, x + 1);
    part.y1 = Math.min(part.y1, y);
    part.y2 = Math.max(part.y2, y + 1);
    part.sum += data[at] ?? 0;
    part.count += 1;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (y > 0) visit(at - width);
    if (y < height - 1) visit(at + width);
  }
  return part;
}

/** Rectangles around the connected parts of a map, widened to the whole word. */
export function regionsOf(map: TextMap, least: number): Region[] {
  const { data, width, height } = map;
  const seen = new Uint8Array(width * height);
  const regions: Region[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] === 1 || (data[start] ?? 0) < INSIDE) continue;
    const { x1, y1, x2, y2, sum, count } = partAt(map, seen, start);
    const score = sum / count;
    if (Math.min(x2 - x1, y2 - y1) < LEAST_SIDE || score < least) continue;
    const by = ((x2 - x1) * (y2 - y1) * WIDEN) / (2 * (x2 - x1 + y2 - y1));
    regions.push({
      x1: Math.max(0, x1 - by),
      y1: Math.max(0, y1 - by),
      x2: Math.min(width, x2 + by),
      y2: Math.min(height, y2 + by),
      score,
    });
  }
  return regions;
}
