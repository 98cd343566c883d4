import type { Corners } from "@/lib/geometry/box";

type Scored = Corners & { score: number };

const area = (box: Corners): number => Math.max(0, box.x2 - box.x1) * Math.max(0, box.y2 - box.y1);

function shared(a: Corners, b: Corners): number {
  return area({
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
    x2: Math.min(a.x2, b.x2),
    y2: Math.min(a.y2, b.y2),
  });
}

/** Boxes of which one lies mostly inside another, joined: the same word seen in two views is one. */
export function mergeCorners(boxes: readonly Scored[]): Scored[] {
  const merged: Scored[] = [];
  for (const box of boxes) {
    let joined = { ...box };
    for (let at = 0; at < merged.length; ) {
      const other = merged[at];
      if (other === undefined) break;
      if (shared(joined, other) < 0.5 * Math.min(area(joined), area(other))) {
        at += 1;
        continue;
      }
      joined = {
        x1: Math.min(joined.x1, other.x1),
        y1: Math.min(joined.y1, other.y1),
        x2: Math.max(joined.x2, other.x2),
        y2: Math.max(joined.y2, other.y2),
        score: Math.max(joined.score, other.score),
      };
      merged.splice(at, 1);
      at = 0;
    }
    merged.push(joined);
  }
  return merged;
}
