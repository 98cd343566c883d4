import type { GuardOptions } from "../guard/guard-options";
import type { HowSureKnows, LabelFigures, Tested } from "../guard/how-sure-knows";
import type { MeasuredFigure } from "../measured";
import type { ModelCard } from "../registry";

/** How far a bin's middle may lie from a probability, and fewer labels than this say nothing. */
const NEAR = 0.1;
const LEAST = 20;

/** Score from which a search of a phrase in a kind of picture counts, or null. */
export function thresholdOf(
  card: Pick<ModelCard, "phrases">,
  phrase: string,
  modality: string,
): number | null {
  const known = card.phrases.find((one) => one.phrase === phrase);
  return known?.modalities.find((one) => one.modality === modality)?.threshold ?? null;
}

const testedOf = (figure: MeasuredFigure | undefined): Tested | null =>
  figure === undefined || figure.value === null
    ? null
    : { value: figure.value, n: figure.n, low: figure.low ?? null, high: figure.high ?? null };

/** What was measured of a label on test pictures; null where nothing was. */
export function labelFiguresOf(
  { measured }: Pick<ModelCard, "measured">,
  set: string,
  label: string,
): LabelFigures | null {
  const head = measured?.diagnosis?.head;
  if (head === undefined) return null;
  const of = head.labels?.[set]?.[label];
  return {
    accuracy: testedOf(head.sets?.[set]?.accuracy),
    sensitivity: testedOf(of?.sensitivity),
    specificity: testedOf(of?.specificity),
    predictive: testedOf(of?.predictive),
  };
}

/**
 * Share of labels that were right on test pictures among those given about this probability; null
 * where that was not measured, or on too few.
 */
export function rightShareOf(
  { measured }: Pick<ModelCard, "measured">,
  probability: number,
): number | null {
  const near = (measured?.calibration?.bins?.all ?? []).filter(
    ({ low, high }) => Math.abs((low + high) / 2 - probability) <= NEAR,
  );
  const n = near.reduce((sum, bin) => sum + bin.n, 0);
  if (n < LEAST) return null;
  return near.reduce((sum, bin) => sum + bin.n * (bin.accuracy ?? 0), 0) / n;
}

/** How the model is known to fail in a kind of picture. */
export function failuresOf(
  { knownFailures }: Pick<ModelCard, "knownFailures">,
  modality: string,
): string[] {
  return (knownFailures ?? []).flatMap((one) => (one.modality === modality ? [one.text] : []));
}

/** All of it that answers are made of. */
export function figuresOf(
  card: Pick<ModelCard, "phrases" | "measured" | "knownFailures">,
): HowSureKnows & Pick<GuardOptions, "rightShare"> {
  return {
    threshold: (phrase, modality) => thresholdOf(card, phrase, modality),
    rightShare: (probability) => rightShareOf(card, probability),
    failures: (modality) => failuresOf(card, modality),
    labelFigures: (set, label) => labelFiguresOf(card, set, label),
  };
}
