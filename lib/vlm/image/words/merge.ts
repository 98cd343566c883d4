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

const around = <T extends Corners>(a: T, b: Corners): T => ({
  ...a,
  x1: Math.min(a.x1, b.x1),
  y1: Math.min(a.y1, b.y1),
  x2: Math.max(a.x2, b.x2),
  y2: Math.max(a.y2, b.y2),
});

/** Joins boxes two by two, again and again, wherever `belong` says that two are one. */
function joined<T extends Corners>(
  boxes: readonly T[],
  belong: (a: T, b: T) => boolean,
  join: (a: T, b: T) => T,
): T[] {
  const merged: T[] = [];
  for (const box of boxes) {
    let whole = box;
    for (let at = 0; at < merged.length; ) {
      const other = merged[at];
      if (other === undefined) break;
      if (!belong(whole, other)) {
        at += 1;
        continue;
      }
      whole = join(whole, other);
      merged.splice(at, 1);
      at = 0;
    }
    merged.push(whole);
  }
  return merged;
}

/** Boxes of which one lies mostly inside another, joined: the same word seen in two views is one. */
export function mergeCorners(boxes: readonly Scored[]): Scored[] {
  return joined(
    boxes,
    (a, b) => shared(a, b) >= 0.5 * Math.min(area(a), area(b)),
    (a, b) => ({ ...around(a, b), score: Math.max(a.score, b.score) }),
  );
}

/** Height of a line of writing, whichever way it runs. */
const lineOf = (box: Corners): number => Math.min(box.x2 - box.x1, box.y2 - box.y1);
const gap = (a1: number, a2: number, b1: number, b2: number): number =>
  Math.max(0, Math.max(a1, b1) - Math.min(a2, b2));

/** Whether two places are of one line or of lines below each other: as high, and near. */
export function areNeighbours(a: Corners, b: Corners, most: number): boolean {
  const [small, large] = [lineOf(a), lineOf(b)].toSorted((one, other) => one - other);
  if (small === undefined || large === undefined || large > small * 2) return false;
  return gap(a.x1, a.x2, b.x1, b.x2) <= small * most && gap(a.y1, a.y2, b.y1, b.y2) <= small * most;
}

/** Words of one lying line with a space between them, joined to one box. */
export function joinLines(boxes: readonly Corners[]): Corners[] {
  return joined(
    boxes,
    (a, b) => {
      const both = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
      const low = Math.min(a.y2 - a.y1, b.y2 - b.y1);
      const high = Math.max(a.y2 - a.y1, b.y2 - b.y1);
      return both >= low * 0.6 && high <= low * 1.8 && gap(a.x1, a.x2, b.x1, b.x2) <= low * 1.5;
    },
    around,
  );
}
