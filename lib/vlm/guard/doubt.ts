import { ofHundred } from "@/lib/contracts/reading/of-hundred";
import { shownProbability } from "@/lib/contracts/shown-probability";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { type Labelled, sortResults } from "@/lib/vlm/guard/result-parts";

/** Under this probability of its first label an answer says that it is in doubt. */
const SURE_ENOUGH = 0.75;
/** Under this probability the next label is not worth a word. */
const WORTH_NAMING = 0.05;

/**
 * What a label of little probability needs beside it: the next label, and how often labels with such
 * a number were right on test pictures, where that was measured. Null where the label is likelier
 * than three of four.
 */
export function doubtOf(
  { labels: [top, next] }: Pick<Labelled, "labels">,
  { audience, rightShare }: Pick<GuardOptions, "audience" | "rightShare">,
): string | null {
  if (top === undefined || next === undefined || top.probability >= SURE_ENOUGH) return null;
  const share = rightShare(top.probability);
  const right =
    share === null
      ? ""
      : `On test pictures, labels with such a number were right in ${ofHundred(share)}.`;
  // a clinician has both numbers before this
  if (audience === "clinician") return right === "" ? null : right;
  const rival =
    next.probability < WORTH_NAMING
      ? ""
      : ` The next label is ${next.label} (${shownProbability(next.probability)}).`;
  return `I am not sure of it (${shownProbability(top.probability)} of 1).${rival} ${right}`.trim();
}

/** The same for the label of this turn; null where none was given. */
export function doubtSentence(options: GuardOptions): string | null {
  const [result] = sortResults(options.results).labelled;
  return result === undefined ? null : doubtOf(result, options);
}
