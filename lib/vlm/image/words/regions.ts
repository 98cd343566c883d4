import type { Corners } from "@/lib/geometry/box";
import type { TextMap } from "./text-map";

/** A place where writing is likely, in pixels of the map, with the mean likelihood inside it. */
export type Region = Corners & { score: number };

/** Pixels above this belong to a region. */
const INSIDE = 0.25;
/** The network marks a shrunken word; its box is widened by this share of area over outline. */
const WIDEN = 1.6;
const LEAST_SIDE = 3;

/** Rectangles around the connected parts of a map, widened to the whole word. */
export function regionsOf(map: TextMap, least: number): Region[] {
  const { data, width, height } = map;
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  const regions: Region[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] === 1 || (data[start] ?? 0) < INSIDE) continue;
    seen[start] = 1;
    stack.push(start);
    let [x1, y1, x2, y2, sum, count] = [width, height, -1, -1, 0, 0];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      x1 = Math.min(x1, x);
      x2 = Math.max(x2, x);
      y1 = Math.min(y1, y);
      y2 = Math.max(y2, y);
      sum += data[at] ?? 0;
      count += 1;
      const next = [
        x > 0 ? at - 1 : -1,
        x < width - 1 ? at + 1 : -1,
        y > 0 ? at - width : -1,
        y < height - 1 ? at + width : -1,
      ];
      for (const to of next) {
        if (to < 0 || seen[to] === 1 || (data[to] ?? 0) < INSIDE) continue;
        seen[to] = 1;
        stack.push(to);
      }
    }
    const wide = x2 - x1 + 1;
    const high = y2 - y1 + 1;
    const score = sum / count;
    if (Math.min(wide, high) < LEAST_SIDE || score < least) continue;
    const by = (wide * high * WIDEN) / (2 * (wide + high));
    regions.push({
      x1: Math.max(0, x1 - by),
      y1: Math.max(0, y1 - by),
      x2: Math.min(width, x2 + 1 + by),
      y2: Math.min(height, y2 + 1 + by),
      score,
    });
  }
  return regions;
}
