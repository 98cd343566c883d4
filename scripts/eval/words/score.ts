import type { Corners } from "@/lib/geometry/box";
import type { Trim } from "@/lib/geometry/crop";

/** The share of a rectangle that lies in at least one of the others; counted on a grid of pixels. */
export function covered(box: Corners, by: readonly Corners[]): number {
  let inside = 0;
  let count = 0;
  for (let y = box.y1 + 0.5; y < box.y2; y += 1) {
    for (let x = box.x1 + 0.5; x < box.x2; x += 1) {
      count += 1;
      if (by.some((one) => x >= one.x1 && x < one.x2 && y >= one.y1 && y < one.y2)) inside += 1;
    }
  }
  return count === 0 ? 0 : inside / count;
}

/** "96.2 % (n = 131)" */
export function share(good: number, of: number): string {
  return of === 0 ? "none (n = 0)" : `${((100 * good) / of).toFixed(1)} % (n = ${of})`;
}

export type TrimVerdict = "all" | "part" | "none" | "too much";

/** What a trim left of the border, or took of the picture: `slack` pixels at a side are forgiven. */
export function judgeTrim(found: Trim | null, truth: Trim, slack: number): TrimVerdict {
  if (found === null) return "none";
  const sides = ["left", "top", "right", "bottom"] as const;
  if (sides.some((side) => found[side] > truth[side] + slack)) return "too much";
  if (sides.every((side) => found[side] >= truth[side] - slack)) return "all";
  return sides.some((side) => found[side] > 0) ? "part" : "none";
}
