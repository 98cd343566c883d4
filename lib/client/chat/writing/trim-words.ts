import type { Trim } from "@/lib/geometry/crop";

/** Says how much border was cut off: "Trimmed 40 px of border." or side by side. */
export function trimWords({ left, top, right, bottom }: Trim): string {
  if (left === top && top === right && right === bottom) return `Trimmed ${left} px of border.`;
  const sides = Object.entries({ left, right, top, bottom })
    .filter(([, pixels]) => pixels > 0)
    .map(([side, pixels]) => `${pixels} px at the ${side}`);
  return `Trimmed the border: ${sides.join(", ")}.`;
}
