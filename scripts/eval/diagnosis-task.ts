import { modalityName } from "@/lib/vlm/modality";
import { encode, keysWhere, labelSetOf } from "@/scripts/eval/encode";
import { type Figure, figureOf, figureOver, type Grouped } from "@/scripts/eval/figure";
import { accuracy, type Labelled, macroF1, mean } from "@/scripts/eval/metrics";
import { type Case, say } from "@/scripts/eval/model";
import { BASE_QUESTION, withModality } from "@/scripts/eval/questions";
import { hasReading, readLabel } from "@/scripts/eval/read-label";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

type Made = { said: string | null; head: string | null };
type Scores = { accuracy: Figure; macroF1: Figure };

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

async function measure(row: Case, setting: Setting): Promise<Made> {
  const { logits } = await encode(row, setting);
  const set = labelSetOf(row.bench.evlf.card.labelSets, row.row);
  const best = logits.indexOf(Math.max(...logits));
  return {
    said: await saidLabel(row, setting, BASE_QUESTION),
    head: set?.labels[best] ?? null,
  };
}

function scores(items: readonly Grouped<Labelled>[]): Scores {
  return { accuracy: figureOf(items, accuracy), macroF1: figureOf(items, macroF1) };
}

function section(made: readonly Measured<Made>[], who: "said" | "head") {
  const bySet = new Map<string, Grouped<Labelled>[]>();
  for (const { row, made: one } of made) {
    const name = row.labelSet ?? "";
    const items = bySet.get(name) ?? [];
    items.push({ group: row.group, item: { truth: row.labels[0] ?? "", said: one[who] } });
    bySet.set(name, items);
  }
  const large = [...bySet.values()].filter((items) => items.length >= LEAST);
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
  };
}

/** What the language model says with no `diagnose` result in its context, and the encoder's head. */
export const diagnosisTask: Task<Made> = {
  name: "diagnosis",
  wants: ({ sets, bench }) =>
    keysWhere(sets, (row) => labelSetOf(bench.evlf.card.labelSets, row) !== null),
  measure,
  report: (made) => ({
    diagnosis: { llm: section(made, "said"), head: section(made, "head") },
  }),
};
