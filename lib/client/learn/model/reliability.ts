import type { Bin } from "@/lib/contracts/model-facts";

/** Where the plot lies in its drawing, in units of its viewBox. */
export const PLOT = { left: 44, top: 12, size: 240, width: 300, height: 296 } as const;

/** From a share (0 to 1) to the drawing: x to the right, y upward. */
export const plotX = (share: number): number => PLOT.left + share * PLOT.size;
export const plotY = (share: number): number => PLOT.top + (1 - share) * PLOT.size;

export type Dot = { x: number; y: number; onLine: number; radius: number; bin: Bin };

/** A dot for each bin; its area grows with the pictures in it. */
export function dotsOf(bins: readonly Bin[]): Dot[] {
  const most = Math.max(1, ...bins.map(({ n }) => n));
  return bins.map((bin) => ({
    x: plotX(bin.confidence),
    y: plotY(bin.accuracy),
    onLine: plotY(bin.confidence),
    radius: 3 + 6 * Math.sqrt(bin.n / most),
    bin,
  }));
}

/** Mean distance between what was said and what was so, weighted by pictures; null without any. */
export function meanGap(bins: readonly Bin[]): number | null {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  if (n === 0) return null;
  return bins.reduce((sum, bin) => sum + bin.n * Math.abs(bin.accuracy - bin.confidence), 0) / n;
}

/** What the plot shows, in words: is it too sure, not sure enough, or about right? */
export function reliabilityWords(bins: readonly Bin[]): string {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  if (n === 0) return "No pictures.";
  const lean = bins.reduce((sum, bin) => sum + bin.n * (bin.confidence - bin.accuracy), 0) / n;
  const points = Math.round(Math.abs(lean) * 100);
  const gap = Math.round((meanGap(bins) ?? 0) * 100);
  const apart = `On average what it said and what was so lie ${gap} of 100 apart.`;
  if (points < 2) return `Over all ${n} pictures it is about as sure as it should be. ${apart}`;
  const which = lean > 0 ? "surer than it should be" : "less sure than it could be";
  return `Over all ${n} pictures it is ${which}, by ${points} of 100. ${apart}`;
}
