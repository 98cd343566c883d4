import type { Figure } from "@/scripts/eval/figure";

function isFigure(value: unknown): value is Figure {
  return (
    typeof value === "object" &&
    value !== null &&
    "value" in value &&
    "n" in value &&
    "low" in value &&
    "high" in value
  );
}

function round(value: number): string {
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3);
}

/** The figures that stand side by side under one heading. */
type Line = { path: string; figures: [string, Figure][] };

function linesOf(value: unknown, path: string): Line[] {
  if (typeof value !== "object" || value === null || isFigure(value)) return [];
  const entries = Object.entries(value);
  const figures = entries.flatMap(([key, inner]): [string, Figure][] =>
    isFigure(inner) ? [[key, inner]] : [],
  );
  const below = entries.flatMap(([key, inner]) =>
    linesOf(inner, path === "" ? key : `${path} / ${key}`),
  );
  return figures.length === 0 ? below : [{ path, figures }, ...below];
}

function cell([name, { value, low, high, n }]: [string, Figure]): string {
  return `${name} ${round(value)} [${round(low)}, ${round(high)}] n ${n}`;
}

/** A report as a table: what was measured, then each figure with its 95 % interval and its n. */
export function tableOf(report: unknown): string {
  const lines = linesOf(report, "");
  const width = Math.max(0, ...lines.map(({ path }) => path.length));
  return lines
    .map(({ path, figures }) => `${path.padEnd(width)}   ${figures.map(cell).join("   ")}`)
    .join("\n");
}
