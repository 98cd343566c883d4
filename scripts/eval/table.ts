import type { Figure } from "@/scripts/eval/figure";
import { talksTable } from "@/scripts/eval/talks/talks-table";

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

/** Figures that fit beside each other; more stand below each other. */
const BESIDE = 6;

function rowsOf({ path, figures }: Line, width: number): string {
  const cells = figures.map(cell);
  if (cells.length <= BESIDE) return `${path.padEnd(width)}   ${cells.join("   ")}`;
  return cells.map((one, at) => `${(at === 0 ? path : "").padEnd(width)}   ${one}`).join("\n");
}

/**
 * A report as a table: what was measured, then each figure with its 95 % interval and its n. The
 * worst turns of the talks follow as they were said.
 */
export function tableOf(report: object): string {
  const lines = linesOf(report, "");
  const width = Math.max(0, ...lines.map(({ path }) => path.length));
  const { talks, otherTalks, unseenTalks } = report as Record<string, unknown>;
  return [
    lines.map((line) => rowsOf(line, width)).join("\n"),
    talksTable(talks),
    talksTable(otherTalks),
    talksTable(unseenTalks),
  ]
    .filter(Boolean)
    .join("\n\n");
}
