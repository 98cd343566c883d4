/** A label that is true of a picture and the one that was said; null where none was. */
export type Labelled = { truth: string; said: string | null };

/** Share of right labels; 0 for none. */
export function accuracy(items: readonly Labelled[]): number {
  const right = items.filter(({ truth, said }) => truth === said).length;
  return items.length === 0 ? 0 : right / items.length;
}

/**
 * Mean F1 over the classes that are true of or were said of some picture. A picture without an
 * answer counts against its own class only.
 */
export function macroF1(items: readonly Labelled[]): number {
  const counts = new Map<string, { tp: number; fp: number; fn: number }>();
  const of = (label: string) => {
    const known = counts.get(label) ?? { tp: 0, fp: 0, fn: 0 };
    counts.set(label, known);
    return known;
  };
  for (const { truth, said } of items) {
    if (truth === said) of(truth).tp += 1;
    else {
      of(truth).fn += 1;
      if (said !== null) of(said).fp += 1;
    }
  }
  const f1s = [...counts.values()].map(({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn));
  return mean(f1s);
}

/** Arithmetic mean; 0 for none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** The words of an answer as VQA measures compare them: lower case, no punctuation, no articles. */
export function answerTokens(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !["a", "an", "the"].includes(word));
}

/** How many tokens two answers share, each counted as often as both have it. */
function shared(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of a) {
    const rest = left.get(word) ?? 0;
    if (rest > 0) both += 1;
    left.set(word, rest - 1);
  }
  return both;
}

/** Share of the true answer's tokens that stand in what was said. */
export function openRecall(truth: string, said: string): number {
  const wanted = answerTokens(truth);
  return wanted.length === 0 ? 0 : shared(wanted, answerTokens(said)) / wanted.length;
}

/** Token F1 of what was said against the true answer (SQuAD). */
export function tokenF1(truth: string, said: string): number {
  const wanted = answerTokens(truth);
  const given = answerTokens(said);
  const both = shared(wanted, given);
  return both === 0 ? 0 : (2 * both) / (wanted.length + given.length);
}

/**
 * Whether a closed answer is right: for yes or no the first yes or no said, else the true answer's
 * tokens standing together in what was said.
 */
export function closedRight(truth: string, said: string): boolean {
  const wanted = answerTokens(truth);
  const given = answerTokens(said);
  if (wanted.length === 1 && ["yes", "no"].includes(wanted[0] ?? "")) {
    return given.find((word) => word === "yes" || word === "no") === wanted[0];
  }
  return wanted.length > 0 && ` ${given.join(" ")} `.includes(` ${wanted.join(" ")} `);
}

/** A probability that was given, and whether it came true. */
export type Forecast = { probability: number; right: boolean };

/** One bin of a reliability plot: forecasts from `low` up to `high`, their mean and what came true. */
export type ReliabilityBin = {
  low: number;
  high: number;
  n: number;
  confidence: number;
  accuracy: number;
};

/** Bins of equal width over 0..1 with what fell into them; empty ones are left out. */
export function reliabilityBins(items: readonly Forecast[], bins = 15): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ n: 0, probability: 0, right: 0 }));
  for (const { probability, right } of items) {
    const bin = sums[Math.min(bins - 1, Math.floor(probability * bins))];
    if (bin === undefined) continue;
    bin.n += 1;
    bin.probability += probability;
    bin.right += right ? 1 : 0;
  }
  return sums.flatMap(({ n, probability, right }, i) =>
    n === 0
      ? []
      : [
          {
            low: i / bins,
            high: (i + 1) / bins,
            n,
            confidence: probability / n,
            accuracy: right / n,
          },
        ],
  );
}

/** Expected calibration error over equal-width bins (Guo et al. 2017). */
export function calibrationError(items: readonly Forecast[], bins = 15): number {
  const gaps = reliabilityBins(items, bins).map(
    ({ n, confidence, accuracy: share }) => n * Math.abs(confidence - share),
  );
  return items.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + gap, 0) / items.length;
}
