import type { Box } from "./box";

/** Area two boxes share, in the unit of their sides squared. */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** Intersection over union, 0..1; 0 if both are empty. */
export function iou(a: Box, b: Box): number {
  const shared = sharedArea(a, b);
  const union = a.width * a.height + b.width * b.height - shared;
  return union > 0 ? shared / union : 0;
}

/**
 * Greedy non-maximum suppression: best score first, a box that overlaps a kept one by more than
 * `threshold` IoU is dropped. Ties keep the earlier one, so the result is deterministic.
 */
export function suppress<T extends { box: Box; score: number }>(
  boxes: readonly T[],
  threshold: number,
): T[] {
  const sorted = boxes.map((item, index) => ({ item, index }));
  sorted.sort((a, b) => b.item.score - a.item.score || a.index - b.index);
  const kept: T[] = [];
  for (const { item } of sorted) {
    if (kept.every((other) => iou(item.box, other.box) <= threshold)) kept.push(item);
  }
  return kept;
}
