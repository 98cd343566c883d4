import "server-only";
import type { PhraseFacts } from "@/lib/contracts/model-facts";
import type { Measured } from "@/lib/vlm/measured";
import type { Phrase, PhraseModality } from "@/lib/vlm/registry";
import { figureOf } from "./kept-figures";

/** Fewer pictures than this say nothing. */
export const LEAST = 20;

const NONE = { overlap: null, right: null, f1: null, missed: null, falseAlarm: null };

/** A phrase as it did in calibration: values without intervals, misses counted by single thing. */
function fromCard({ strength }: PhraseModality) {
  if (strength === "untested") {
    return { ...NONE, n: null, untested: true, missedCounts: "things" as const };
  }
  const { n, iou, acc50, f1, missed, falseAlarm } = strength;
  const figure = (value: number | null) =>
    value === null ? null : { value, n, low: null, high: null };
  return {
    n,
    untested: n < LEAST,
    overlap: figure(iou),
    right: figure(acc50),
    f1: figure(f1),
    missed: figure(missed),
    missedCounts: "things" as const,
    falseAlarm: figure(falseAlarm),
  };
}

/** A phrase as it did in the evaluation: misses counted by picture. */
function fromEvaluation(
  measured: NonNullable<NonNullable<Measured["grounding"]>["tool"]>,
  key: string,
) {
  const group = measured.phrases?.[key];
  const missed = figureOf(group?.missed);
  const n = missed?.n ?? 0;
  return {
    n,
    untested: n < LEAST,
    overlap: figureOf(group?.mIoU),
    right: figureOf(group?.acc50),
    f1: figureOf(group?.f1),
    missed,
    missedCounts: "pictures" as const,
    falseAlarm: figureOf(group?.falseAlarm),
  };
}

/** What was measured of one phrase in one kind of picture. */
export function phraseFacts(
  phrase: Phrase,
  entry: PhraseModality,
  measured: Measured | undefined,
): PhraseFacts {
  const tool = measured?.grounding?.tool;
  const facts =
    tool === undefined
      ? fromCard(entry)
      : fromEvaluation(tool, `${phrase.phrase}|${entry.modality}`);
  return { phrase: phrase.phrase, card: phrase.card, threshold: entry.threshold, ...facts };
}
