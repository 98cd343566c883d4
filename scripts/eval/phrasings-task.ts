import { saidLabel } from "@/scripts/eval/diagnosis-task";
import { keysWhere, labelSetOf } from "@/scripts/eval/encode";
import { figureOf, type Grouped } from "@/scripts/eval/figure";
import { mean } from "@/scripts/eval/metrics";
import type { Case } from "@/scripts/eval/model";
import { BASE_QUESTION, HELD_OUT_QUESTIONS, TRAINED_QUESTIONS } from "@/scripts/eval/questions";
import { sample } from "@/scripts/eval/random";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

type Made = {
  base: string | null;
  others: (string | null)[];
  /** Null where the picture is not one that the trained phrasings are put to. */
  trained: (string | null)[] | null;
};
/** One picture: its label, what the base phrasing gives and what each of the others gives. */
export type Asked = { truth: string; base: string | null; others: readonly (string | null)[] };

const PICTURES = 300;
/** Pictures of these that the trained phrasings, which are there for comparison, are put to as well. */
const TRAINED_PICTURES = 100;

/** For each phrasing the share of pictures where it gives the base phrasing's label. */
function agreements(items: readonly Asked[]): number[] {
  const count = items[0]?.others.length ?? 0;
  return Array.from({ length: count }, (_, i) =>
    mean(
      items.map(({ base, others }) => {
        const other = others[i] ?? null;
        return other !== null && other === base ? 1 : 0;
      }),
    ),
  );
}

/** Share of the other phrasings that give the base phrasing's label, over all pictures. */
export function agreement(items: readonly Asked[]): number {
  return mean(agreements(items));
}

/** The same for the one phrasing that agrees least. */
export function worst(items: readonly Asked[]): number {
  return items.length === 0 ? 0 : Math.min(...agreements(items));
}

/** Accuracy of the best phrasing less that of the worst. */
export function spread(items: readonly Asked[]): number {
  const accuracies = (items[0]?.others ?? []).map((_, i) =>
    mean(items.map(({ others, truth }) => (others[i] === truth ? 1 : 0))),
  );
  return accuracies.length === 0 ? 0 : Math.max(...accuracies) - Math.min(...accuracies);
}

function report(made: readonly Measured<Made>[]) {
  const items = (kind: "others" | "trained"): Grouped<Asked>[] =>
    made.flatMap(({ row, made: one }) => {
      const others = one[kind];
      const item = { truth: row.labels[0] ?? "", base: one.base, others: others ?? [] };
      return others === null ? [] : [{ group: row.group, item }];
    });
  const [held, seen] = [items("others"), items("trained")];
  // the base phrasing agrees with itself, so it is left out where agreement is counted
  const seenOthers = seen.map(({ group, item }) => ({
    group,
    item: { ...item, others: item.others.slice(1) },
  }));
  if (made.length === 0) return {};
  return {
    phrasings: {
      agreement: figureOf(held, agreement),
      spread: figureOf(held, spread),
      worst: figureOf(held, worst),
      trained: {
        agreement: figureOf(seenOthers, agreement),
        spread: figureOf(seen, spread),
        worst: figureOf(seenOthers, worst),
      },
    },
  };
}

async function askAll(row: Case, setting: Setting, questions: readonly string[]) {
  const said: (string | null)[] = [];
  for (const question of questions) said.push(await saidLabel(row, setting, question));
  return said;
}

function drawn({ sets, bench }: Setting): string[] {
  const usable = keysWhere(sets, (row) => labelSetOf(bench.evlf.card.labelSets, row) !== null);
  return sample([...usable], PICTURES, "phrasings");
}

/**
 * What the language model says to other phrasings than the base one, on 300 pictures: ten that
 * training never saw and, under `trained`, on 100 of them, the ten that it did. `worst` is the agreement of the
 * phrasing that agrees least.
 */
export const phrasingsTask: Task<Made> = {
  name: "phrasings",
  wants: (setting) => new Set(drawn(setting)),
  measure: async (row, setting) => ({
    base: await saidLabel(row, setting, BASE_QUESTION),
    others: await askAll(row, setting, HELD_OUT_QUESTIONS),
    trained: sample(drawn(setting), TRAINED_PICTURES, "trained phrasings").includes(row.key)
      ? await askAll(row, setting, TRAINED_QUESTIONS)
      : null,
  }),
  report,
};
