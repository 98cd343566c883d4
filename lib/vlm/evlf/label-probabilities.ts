import type { LabelSet, ModelCard } from "../registry";
import { softmax } from "./session";

type Sets = Pick<ModelCard, "readingTemperature"> & {
  labelSets: readonly Pick<LabelSet, "offset" | "labels">[];
};

/**
 * What the connectors get of the head's labels, in the order of `logits` [labels]: softmax within
 * each set at the reading temperature, times the set's gate (0 to 1, by set). It is sharp, so that
 * the written reading names the label that the head puts first, also where that one is hardly
 * first; how sure the head is, the tool `diagnose` says from the same logits.
 */
export function labelProbabilities(
  { labelSets, readingTemperature }: Sets,
  logits: Float32Array,
  gates: readonly number[],
): Float32Array {
  const out = new Float32Array(logits.length);
  for (const [i, { offset, labels }] of labelSets.entries()) {
    const own = softmax(logits.subarray(offset, offset + labels.length), readingTemperature);
    for (const [k, p] of own.entries()) out[offset + k] = p * (gates[i] ?? 0);
  }
  return out;
}
