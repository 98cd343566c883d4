import type { Box } from "./box";
import { iou } from "./overlap";

/** Counts of a one-to-one matching: true positives, false positives, false negatives. */
export type MatchCounts = { tp: number; fp: number; fn: number };

/**
 * The largest one-to-one matching of found to true boxes in which every pair overlaps by at least
 * `threshold` IoU (augmenting paths). Gives for each found box the index of its true one or -1.
 */
export function matchBoxes(
  found: readonly Box[],
  truth: readonly Box[],
  threshold: number,
): number[] {
  const partners = found.map((f) =>
    truth
      .map((t, index) => ({ index, overlap: iou(f, t) }))
      .filter((p) => p.overlap >= threshold)
      .sort((a, b) => b.overlap - a.overlap)
      .map((p) => p.index),
  );
  const ownerOf = new Map<number, number>();
  const assign = (f: number, seen: Set<number>): boolean => {
    for (const t of partners[f] ?? []) {
      if (seen.has(t)) continue;
      seen.add(t);
      const owner = ownerOf.get(t);
      if (owner === undefined || assign(owner, seen)) {
        ownerOf.set(t, f);
        return true;
      }
    }
    return false;
  };
  found.forEach((_, f) => {
    assign(f, new Set());
  });
  const result = found.map(() => -1);
  for (const [t, f] of ownerOf) result[f] = t;
  return result;
}

/** Counts of that matching. */
export function countMatches(
  found: readonly Box[],
  truth: readonly Box[],
  threshold: number,
): MatchCounts {
  const tp = matchBoxes(found, truth, threshold).filter((t) => t >= 0).length;
  return { tp, fp: found.length - tp, fn: truth.length - tp };
}

/** F1 from summed counts; 1 where there was nothing to find and nothing was found. */
export function f1Of(counts: MatchCounts): number {
  const all = 2 * counts.tp + counts.fp + counts.fn;
  return all === 0 ? 1 : (2 * counts.tp) / all;
}
