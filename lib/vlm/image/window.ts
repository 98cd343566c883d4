/** Counts of stored values: how often each value (in the file's own units) stands in the frame. */
export type ValueCounts = { min: number; max: number; countOf: (value: number) => number };

/** A window in the file's own units: values outside centre +- width/2 are black or white. */
export type Window = { width: number; centre: number };

/** The window from the 1st to the 99th percentile; a flat picture gets a width of 1. */
export function percentileWindow(counts: ValueCounts): Window {
  const low = Math.ceil(counts.min);
  const high = Math.floor(counts.max);
  let total = 0;
  for (let v = low; v <= high; v += 1) total += counts.countOf(v);
  const at = (share: number): number => {
    let seen = 0;
    for (let v = low; v <= high; v += 1) {
      seen += counts.countOf(v);
      if (seen >= total * share) return v;
    }
    return high;
  };
  const from = at(0.01);
  const to = at(0.99);
  return { width: Math.max(1, to - from), centre: (from + to) / 2 };
}

/**
 * The first window of a header, or null where there is none that can be used: missing, not a
 * number, or narrower than 1 (PS3.3 C.11.2.1.2 wants a width of at least 1).
 */
export function headerWindow(centre: unknown, width: unknown): Window | null {
  const first = (value: unknown): number => {
    const item: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof item === "number") return item;
    if (typeof item !== "string") return Number.NaN;
    return Number.parseFloat(item.split("\\")[0] ?? "");
  };
  const window = { centre: first(centre), width: first(width) };
  if (!Number.isFinite(window.centre) || !Number.isFinite(window.width) || window.width < 1) {
    return null;
  }
  return window;
}

/** "1500/-600": width and centre, as viewers write it. */
export function windowWords(window: Window): string {
  return `${Math.round(window.width)}/${Math.round(window.centre)}`;
}
