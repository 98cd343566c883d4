/** A measured share, over how many pictures, and its 95 % interval. */
export type Tested = { value: number; n: number; low: number | null; high: number | null };

/** What was measured of a label, null where it was not: `accuracy` is that of its whole set. */
export type LabelFigures = Record<
  "accuracy" | "sensitivity" | "specificity" | "predictive",
  Tested | null
>;

/** What was measured, beside the results. */
export type HowSureKnows = {
  /** Score from which a search of this phrase in this kind of picture counts, or null. */
  threshold(phrase: string, modality: string): number | null;
  /** Null where nothing was measured of the label. */
  labelFigures(set: string, label: string): LabelFigures | null;
  /** How the model is known to fail in a kind of picture, in sentences. */
  failures(modality: string): readonly string[];
};
