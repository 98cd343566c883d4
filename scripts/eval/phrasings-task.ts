import { saidLabel } from "@/scripts/eval/diagnosis-task";
import { keysWhere, labelSetOf } from "@/scripts/eval/encode";
import { figureOf, type Grouped } from "@/scripts/eval/figure";
import { mean } from "@/scripts/eval/metrics";
import { BASE_QUESTION, HELD_OUT_QUESTIONS } from "@/scripts/eval/questions";
import { sample } from "@/scripts/eval/random";
import type { Measured, Task } from "@/scripts/eval/task";

type Made = { base: string | null; others: (string | null)[] };
type Item = Made & { truth: string };

const PICTURES = 100;

/** Share of the other phrasings that give the base phrasing's label, over all pictures. */
export function agreement(items: readonly Made[]): number {
  return mean(
    items.flatMap(({ base, others }) =>
      others.map((other) => (other !== null && other === base ? 1 : 0)),
    ),
  );
}

/** Accuracy of the best phrasing less that of the worst. */
export function spread(items: readonly Item[]): number {
  const accuracies = HELD_OUT_QUESTIONS.map((_, i) =>
    mean(items.map(({ others, truth }) => (others[i] === truth ? 1 : 0))),
  );
  return items.length === 0 ? 0 : Math.max(...accuracies) - Math.min(...accuracies);
}

function report(made: readonly Measured<Made>[]) {
  const items: Grouped<Item>[] = made.map(({ row, made: one }) => ({
    group: row.group,
    item: { ...one, truth: row.labels[0] ?? "" },
  }));
  return items.length === 0
    ? {}
    : { phrasings: { agreement: figureOf(items, agreement), spread: figureOf(items, spread) } };
}

/** Ten phrasings that training never saw, on 100 pictures. */
export const phrasingsTask: Task<Made> = {
  name: "phrasings",
  wants: ({ sets, bench }) => {
    const usable = keysWhere(sets, (row) => labelSetOf(bench.evlf.card.labelSets, row) !== null);
    return new Set(sample([...usable], PICTURES, "phrasings"));
  },
  measure: async (row, setting) => {
    const base = await saidLabel(row, setting, BASE_QUESTION);
    const others: (string | null)[] = [];
    for (const question of HELD_OUT_QUESTIONS) {
      others.push(await saidLabel(row, setting, question));
    }
    return { base, others };
  },
  report,
};
