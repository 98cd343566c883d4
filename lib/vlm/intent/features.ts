/** Weights of the kinds of features, as trained. */
export type FeatureWeights = { words: number; pairs: number; triples: number; letters: number };

const TOKEN = /[a-z]+(?:'[a-z]+)*|[0-9]+|\?/g;
const RUNS = [3, 4, 5];

/** Lower-case words without accents, "0" for a number, and question marks. */
export function tokensOf(text: string): string[] {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const found = plain.replace(/[\u2018\u2019`\u00b4]/g, "'").match(TOKEN) ?? [];
  return found.map((token) => (/^[0-9]/.test(token) ? "0" : token));
}

/** FNV-1a of 32 bits, modulo `buckets`. `name` is ASCII. */
export function bucketOf(name: string, buckets: number): number {
  let value = 2166136261;
  for (let at = 0; at < name.length; at += 1) {
    value = Math.imul(value ^ name.charCodeAt(at), 16777619) >>> 0;
  }
  return value % buckets;
}

/** Runs of letters of a word with its beginning and end. */
export function runsOf(word: string): string[] {
  const closed = `<${word}>`;
  return RUNS.flatMap((length) =>
    Array.from({ length: Math.max(0, closed.length - length + 1) }, (_, from) =>
      closed.slice(from, from + length),
    ),
  );
}

/**
 * Bucket -> value of a message, at length 1. Words, pairs and triples of
 * neighbours with the beginning and the end, and runs of letters within a word: what
 * `evlf_train.intents` trains on.
 */
export function featuresOf(
  text: string,
  buckets: number,
  weights: FeatureWeights,
): Map<number, number> {
  const tokens = tokensOf(text);
  const around = ["^", ...tokens, "$"];
  const values = new Map<number, number>();
  const add = (name: string, value: number): void => {
    const at = bucketOf(name, buckets);
    values.set(at, Math.max(values.get(at) ?? 0, value));
  };
  for (const token of tokens) add(`w ${token}`, weights.words);
  for (let at = 1; at < around.length; at += 1) {
    add(`b ${around.slice(at - 1, at + 1).join(" ")}`, weights.pairs);
    if (at > 1) add(`t ${around.slice(at - 2, at + 1).join(" ")}`, weights.triples);
  }
  for (const token of tokens) {
    for (const run of runsOf(token)) add(`c ${run}`, weights.letters);
  }
  const length = Math.sqrt([...values.values()].reduce((sum, value) => sum + value * value, 0));
  for (const [at, value] of values) values.set(at, value / length);
  return values;
}
