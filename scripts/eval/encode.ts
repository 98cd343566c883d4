import type { DiagnoseResult } from "@/lib/contracts/tools";
import type { LabelSet } from "@/lib/vlm/registry";
import { diagnose } from "@/lib/vlm/tools/diagnose";
import type { Case } from "@/scripts/eval/model";
import type { DataSet, Row } from "@/scripts/eval/rows";
import type { Setting } from "@/scripts/eval/task";

/** What the encoders and the diagnose tool say of one picture; small enough to be kept. */
export type Encoded = {
  outcome: DiagnoseResult["outcome"];
  set: string | null;
  label: string | null;
  none: number;
  /** Scores of the row's own label set, in its order; empty where it has none. */
  logits: number[];
};

/** The model's label set that a row is labelled by, or null: unknown set, or not one known label. */
export function labelSetOf(sets: readonly LabelSet[], row: Row): LabelSet | null {
  const set = sets.find(({ id }) => id === row.labelSet) ?? null;
  const [label, ...others] = row.labels;
  if (set === null || label === undefined || others.length > 0) return null;
  return set.labels.includes(label) ? set : null;
}

/** Encodes a row's picture, once for all tasks. */
export async function encode(row: Case, setting: Setting): Promise<Encoded> {
  return setting.cache.recall(`encode|${row.key}`, async () => {
    const { card } = row.bench.evlf;
    const reading = await row.reading();
    const result = diagnose(card, row.key, reading);
    const set = card.labelSets.find(({ id }) => id === row.row.labelSet);
    const logits =
      set === undefined
        ? []
        : [...reading.labelLogits.subarray(set.offset, set.offset + set.labels.length)];
    return {
      outcome: result.outcome,
      set: result.outcome === "labelled" ? result.set : null,
      label: result.outcome === "labelled" ? (result.labels[0]?.label ?? null) : null,
      none: reading.noneProbability,
      logits,
    };
  });
}

/** The label that the encoder's head puts first in the row's own set, or null. */
export function headLabelOf(row: Row, sets: readonly LabelSet[], { logits }: Encoded) {
  return labelSetOf(sets, row)?.labels[logits.indexOf(Math.max(...logits))] ?? null;
}

/** Keys of all rows of all sets that a test holds for. */
export function keysWhere(
  sets: readonly DataSet[],
  test: (row: Row, set: DataSet) => boolean,
): Set<string> {
  return new Set(
    sets.flatMap((set) =>
      set.rows.filter((row) => test(row, set)).map((row) => `${row.dataset}/${row.id}`),
    ),
  );
}
