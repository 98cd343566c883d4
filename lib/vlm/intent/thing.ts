import { bucketOf, runsOf, tokensOf } from "./features";
import type { Intent } from "./intents";

/** Weights of the words that name what is searched or looked up: int8 [buckets], times `scale`. */
export type ThingWeights = { table: Int8Array; scale: number; bias: number };

const WORD = /(?:[\p{L}\p{N}]|['\u2019])+|\?/gu;
/** A run of words with a smaller sum names nothing. */
const LEAST = -0.3;
const NEIGHBOURS = [-3, -2, -1, 0, 1, 2];

function namesOf(words: readonly string[], at: number, intent: Intent): string[] {
  const near = (k: number): string => (at + k < 0 ? "^" : (words[at + k] ?? "$"));
  return [
    `k ${intent}`,
    ...NEIGHBOURS.map((k) => `w${k} ${near(k)}`),
    `p ${near(-1)} ${near(0)}`,
    `n ${near(0)} ${near(1)}`,
    `q ${near(-2)} ${near(-1)}`,
    `r ${near(1)} ${near(2)}`,
    `s ${intent} ${near(-1)}`,
    ...runsOf(near(0)).map((run) => `c ${run}`),
  ];
}

/**
 * The words of a question that name what is searched or looked up, as they stand in it: the run of
 * words with the largest sum of scores. "" where none is likely to name anything.
 */
export function thingIn(text: string, intent: Intent, weights: ThingWeights): string {
  const { table, scale, bias } = weights;
  const found = [...text.matchAll(WORD)];
  const words = found.map(([word]) => tokensOf(word)[0] ?? "_");
  const scores = words.map((_, at) => {
    const buckets = new Set(namesOf(words, at, intent).map((name) => bucketOf(name, table.length)));
    return [...buckets].reduce((sum, bucket) => sum + (table[bucket] ?? 0), 0) * scale + bias;
  });
  let best = LEAST;
  let run: [number, number] | null = null;
  let total = 0;
  let start = 0;
  for (const [at, score] of scores.entries()) {
    if (total <= 0) {
      total = 0;
      start = at;
    }
    total += score;
    if (total > best) {
      best = total;
      run = [start, at];
    }
  }
  if (run === null) return "";
  const [first, last] = [found[run[0]], found[run[1]]];
  return first && last ? text.slice(first.index, last.index + last[0].length) : "";
}
