import type { Corners } from "@/lib/geometry/box";
import type { Trim } from "@/lib/geometry/crop";

/** The share of inked pixels (y * width + x) that lie in at least one rectangle. */
export function covered(ink: readonly number[], width: number, by: readonly Corners[]): number {
  const inside = ink.filter((at) => {
    const [x, y] = [(at % width) + 0.5, Math.floor(at / width) + 0.5];
    return by.some((one) => x >= one.x1 && x < one.x2 && y >= one.y1 && y < one.y2);
  });
  return ink.length === 0 ? 0 : inside.length / ink.length;
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
