import { passage } from "@/lib/knowledge/cards";
import { cardSectionSchema } from "@/lib/knowledge/schema";
import type { LabelSet } from "@/lib/vlm/registry";
import { outputsOf, type Talk } from "@/scripts/eval/conversations";
import { readLabel } from "@/scripts/eval/read-label";
import { stepsOf } from "@/scripts/eval/steps";

/** An answer's own sentences: without passages of cards and without the remarks of code. */
export function ownWords(text: string): string {
  const cards = new Set([...text.matchAll(/\[card:([a-z0-9-]+)\]/g)].map(([, id]) => id ?? ""));
  const passages = [...cards].flatMap((id) =>
    cardSectionSchema.options.flatMap((section) => {
      // conversations are measured with this reader
      const found = passage(id, section, "patient");
      return found === null ? [] : [found.text];
    }),
  );
  const bare = passages.reduce((left, one) => left.replaceAll(one, " "), text);
  return bare
    .split("\n\n")
    .filter((paragraph) => !paragraph.trimStart().startsWith("[note:"))
    .join("\n\n");
}

/** The label that a text names first; where one holds another, the longer one. Null for none. */
export function firstLabel(text: string, labels: readonly string[]): string | null {
  const words = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}'/]+/gu, " ")} `;
  const places = labels
    .map((label) => ({ label, at: words.indexOf(` ${label.replace(/[^\p{L}\p{N}'/]+/gu, " ")} `) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.label.length - a.label.length);
  return places[0]?.label ?? null;
}

/**
 * Whether the label that an answer names first in its own words differs from one that its reading
 * step, its steps on the diagnose result or that result itself put first. Null where the answer
 * names no label of the sets concerned, or no step names one. `told`: a remark of code in the
 * answer says that the two readings differ.
 */
export function contradiction(
  { turn }: Talk,
  sets: readonly LabelSet[],
): { contradicts: boolean; told: boolean } | null {
  const { diagnose } = outputsOf(turn);
  const results = diagnose.flatMap((one) => (one.outcome === "labelled" ? [one] : []));
  const read = readLabel(`${turn.reasoning}\n`)?.label ?? null;
  const concerned = sets.filter(
    ({ id, labels }) => results.some(({ set }) => set === id) || labels.includes(read ?? ""),
  );
  const labels = [...new Set(concerned.flatMap((set) => set.labels))];
  const said = firstLabel(ownWords(turn.text), labels);
  const stated = [
    read !== null && labels.includes(read) ? read : null,
    ...stepsOf(turn.reasoning)
      .filter(({ evidence }) => evidence === "diagnose")
      .map(({ text }) => firstLabel(text, labels)),
    ...results.map((result) => result.labels[0]?.label ?? null),
  ].filter((label) => label !== null);
  if (said === null || stated.length === 0) return null;
  return {
    contradicts: stated.some((label) => label !== said),
    told: turn.text.includes("[note:differs]"),
  };
}
