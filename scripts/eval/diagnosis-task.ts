import { modalityName } from "@/lib/vlm/modality";
import { encode, headLabelOf, keysWhere, labelSetOf } from "@/scripts/eval/encode";
import {
  type Figure,
  figureOf,
  figureOver,
  type Grouped,
  shareOf,
  widened,
} from "@/scripts/eval/figure";
import { accuracy, type Labelled, macroF1, mean } from "@/scripts/eval/metrics";
import { type Case, say } from "@/scripts/eval/model";
import { BASE_QUESTION, withModality } from "@/scripts/eval/questions";
import { hasReading, readLabel } from "@/scripts/eval/read-label";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

type Made = { said: string | null; head: string | null };
type Scores = { accuracy: Figure; macroF1: Figure };
/** Of one label against the others of its set, as the pictures of the split are mixed. */
type LabelScores = { sensitivity: Figure; specificity: Figure; predictive: Figure };

/** Sets with at least this many pictures in the split count in the mean. */
const LEAST = 100;
const MAX_TOKENS = 48;

/** The label that the language model writes in its reading step for this question, or null. */
export async function saidLabel(
  row: Case,
  setting: Setting,
  question: string,
): Promise<string | null> {
  const modality = modalityName(row.row.modality);
  const text = withModality(question, modality);
  const written = await setting.cache.recall(`say|${row.key}|${text}`, async () => {
    const { imageTokens } = await row.reading();
    return say(row.bench, {
      text,
      picture: imageTokens,
      maxTokens: MAX_TOKENS,
      enough: hasReading,
    });
  });
  const read = readLabel(written);
  return read === null || read.modality !== modality ? null : read.label;
}

async function headLabel(row: Case, setting: Setting): Promise<string | null> {
  return headLabelOf(row.row, row.bench.evlf.card.labelSets, await encode(row, setting));
}

async function measure(row: Case, setting: Setting): Promise<Made> {
  const head = await headLabel(row, setting);
  return { said: await saidLabel(row, setting, BASE_QUESTION), head };
}

function scores(items: readonly Grouped<Labelled>[]): Scores {
  return { accuracy: figureOf(items, accuracy), macroF1: figureOf(items, macroF1) };
}

/**
 * By label: sensitivity, over the pictures that have it; specificity, over those that have another;
 * positive predictive value, over those that were given it. A figure over nothing is left out.
 */
export function scoresByLabel(
  items: readonly Grouped<Labelled>[],
): Record<string, Partial<LabelScores>> {
  const labels = [...new Set(items.map(({ item }) => item.truth))].sort();
  const share = (all: readonly Grouped<Labelled>[], right: (one: Labelled) => boolean) =>
    all.length === 0
      ? undefined
      : widened(shareOf(all.map(({ group, item }) => ({ group, item: right(item) }))));
  return Object.fromEntries(
    labels.map((label) => {
      const having = items.filter(({ item }) => item.truth === label);
      const others = items.filter(({ item }) => item.truth !== label);
      const given = items.filter(({ item }) => item.said === label);
      const scored = {
        sensitivity: share(having, ({ said }) => said === label),
        specificity: share(others, ({ said }) => said !== label),
        predictive: share(given, ({ truth }) => truth === label),
      };
      return [label, Object.fromEntries(Object.entries(scored).filter(([, one]) => one))];
    }),
  );
}

/** Label sets with enough pictures in the whole split, whether or not all are measured. */
function largeSets({ sets, bench }: Setting): Set<string> {
  const counts = new Map<string, number>();
  for (const row of sets.flatMap(({ full }) => full)) {
    const set = labelSetOf(bench.evlf.card.labelSets, row);
    if (set !== null) counts.set(set.id, (counts.get(set.id) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= LEAST).map(([id]) => id));
}

function section(made: readonly Measured<Made>[], who: "said" | "head", setting: Setting) {
  const bySet = new Map<string, Grouped<Labelled>[]>();
  for (const { row, made: one } of made) {
    const name = row.labelSet ?? "";
    const items = bySet.get(name) ?? [];
    items.push({ group: row.group, item: { truth: row.labels[0] ?? "", said: one[who] } });
    bySet.set(name, items);
  }
  const inMean = largeSets(setting);
  const large = [...bySet].filter(([name]) => inMean.has(name)).map(([, items]) => items);
  return {
    ...(large.length === 0
      ? {}
      : {
          mean: {
            accuracy: figureOver(large, (strata) => mean(strata.map(accuracy))),
            macroF1: figureOver(large, (strata) => mean(strata.map(macroF1))),
          },
        }),
    sets: Object.fromEntries([...bySet].map(([name, items]) => [name, scores(items)])),
    // what the app says is the head's
    ...(who === "head"
      ? {
          labels: Object.fromEntries(
            [...bySet].map(([name, items]) => [name, scoresByLabel(items)]),
          ),
        }
      : {}),
  };
}

/**
 * What the language model says with no `diagnose` result in its context, and the encoder's head;
 * `said`: its label of each row by id, null where it named none.
 */
export const diagnosisTask: Task<Made> = {
  name: "diagnosis",
  wants: ({ sets, bench }) =>
    keysWhere(sets, (row) => labelSetOf(bench.evlf.card.labelSets, row) !== null),
  measure,
  report: (made, setting) => ({
    diagnosis: { llm: section(made, "said", setting), head: section(made, "head", setting) },
    said: Object.fromEntries(made.map(({ row, made: { said } }) => [row.id, said])),
  }),
};

/** The encoder's head alone: minutes instead of the language model's hour. */
export const headTask: Task<Made> = {
  name: "head",
  wants: diagnosisTask.wants,
  measure: async (row, setting) => ({ said: null, head: await headLabel(row, setting) }),
  report: (made, setting) => ({ diagnosis: { head: section(made, "head", setting) } }),
};
