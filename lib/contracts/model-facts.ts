/** A measured value, over how many things, and its 95 % interval where one was computed. */
export type Figure = { value: number; n: number; low: number | null; high: number | null };

/** Labels that were given a probability from `low` to `high`, and the share that was right. */
export type Bin = { low: number; high: number; n: number; confidence: number; accuracy: number };

export type Scores = { accuracy: Figure | null; macroF1: Figure | null };

/** One label against the others of its set, on test pictures. */
export type LabelFacts = {
  label: string;
  card: string;
  sensitivity: Figure | null;
  specificity: Figure | null;
  /** Positive predictive value, as the test pictures were mixed. */
  predictive: Figure | null;
};

/** One closed list of labels. */
export type SetFacts = {
  id: string;
  name: string;
  labels: LabelFacts[];
  population: string;
  view: string;
  /** Pictures that it was trained on. */
  trained: number;
  /** The label tool; and what the language model writes without that tool's result. */
  head: Scores;
  llm: Scores;
  /** Expected calibration error, 0 to 1. */
  calibrationError: Figure | null;
  bins: Bin[];
};

/** One phrase that can be looked for. */
export type PhraseFacts = {
  phrase: string;
  card: string | null;
  /** A mark scores at least this much, or is not shown. */
  threshold: number;
  /** Pictures with the thing; null where the number is not kept. Untested: fewer than 20. */
  n: number | null;
  untested: boolean;
  overlap: Figure | null;
  /** Share of pictures whose best mark overlaps the true place by half or more. */
  right: Figure | null;
  f1: Figure | null;
  missed: Figure | null;
  /** What `missed` counts: pictures without any mark, or single things without a fitting one. */
  missedCounts: "pictures" | "things";
  falseAlarm: Figure | null;
};

export type KindFacts = {
  id: string;
  name: string;
  sets: SetFacts[];
  phrases: PhraseFacts[];
  /** Null: no list comes with the model. */
  failures: string[] | null;
};

/** What is known of how well the model does, for one kind of picture or for all. */
export type ModelFacts = {
  name: string;
  version: string;
  /** The version that was measured, if it is another one. */
  measuredVersion: string | null;
  /** "val": pictures that also chose settings. */
  split: string | null;
  command: string | null;
  kinds: { id: string; name: string; labels: string[]; phrases: string[] }[];
  kind: KindFacts | null;
  head: Scores;
  llm: Scores;
  bins: Bin[];
  calibrationError: Figure | null;
  labelledOutside: Figure | null;
  medicalRefused: Figure | null;
  nonMedicalRefused: Figure | null;
  /** Failures in every kind of picture; null: no list comes with the model. */
  failures: string[] | null;
};
