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

type Line = { path: string; figure: Figure };

function linesOf(value: unknown, path: string): Line[] {
  if (isFigure(value)) return [{ path, figure: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    linesOf(inner, path === "" ? key : `${path} / ${key}`),
  );
}

/** Every figure of a report as a line of a table: what, value, 95 % interval, n. */
export function tableOf(report: unknown): string {
  const lines = linesOf(report, "");
  const width = Math.max(10, ...lines.map(({ path }) => path.length));
  const head = `${"figure".padEnd(width)}    value   95 % interval      n`;
  const rows = lines.map(({ path, figure: { value, low, high, n } }) => {
    const interval = `[${round(low)}, ${round(high)}]`;
    return `${path.padEnd(width)} ${round(value).padStart(8)}   ${interval.padEnd(16)} ${String(n).padStart(6)}`;
  });
  return [head, "-".repeat(head.length), ...rows].join("\n");
}
