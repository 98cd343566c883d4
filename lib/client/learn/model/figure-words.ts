import type { Bin, Figure, PhraseFacts, SetFacts } from "@/lib/contracts/model-facts";
import { ofHundred } from "@/lib/contracts/reading/of-hundred";

/** Fewer pictures than this say nothing. */
export const LEAST = 20;
/** Things that are not counted. */
const UNCOUNTED = new Set(["bleeding"]);

/** "106", "3,231". */
export const count = (n: number): string => n.toLocaleString("en-GB");

/** "a brain tumour", "an anterior hippocampus", "bleeding". */
export function withArticle(thing: string): string {
  if (UNCOUNTED.has(thing)) return thing;
  return `${/^[aeiou]/i.test(thing) ? "an" : "a"} ${thing}`;
}

/** "brain tumours", "platelets", "cell nuclei", "anterior hippocampi". */
export function plural(thing: string): string {
  if (UNCOUNTED.has(thing)) return `places with ${thing}`;
  if (/nucleus$|hippocampus$/.test(thing)) return `${thing.slice(0, -2)}i`;
  return `${thing}s`;
}

/** "0.74", and its interval where there is one: "0.71 to 0.78". */
export function numberWords({ value, low, high }: Figure): {
  value: string;
  interval: string | null;
} {
  return {
    value: value.toFixed(2),
    interval: low === null || high === null ? null : `${low.toFixed(2)} to ${high.toFixed(2)}`,
  };
}

const missedShare = (share: number): string => {
  const words = ofHundred(share);
  return words.endsWith(" of 100") ? words.slice(0, -" of 100".length) : words;
};

/** The first sentence about a phrase, for anybody. */
export function phraseSentence(facts: PhraseFacts): string {
  const { phrase, missed, right, f1 } = facts;
  if (facts.untested) {
    const had = facts.n === null ? "" : ` It was tried on ${facts.n}; ${LEAST} are needed.`;
    return `Untested: there are too few test pictures with ${withArticle(phrase)} to say how well it finds one.${had}`;
  }
  if (missed !== null && missed.value > 0) {
    const of =
      facts.missedCounts === "things"
        ? plural(phrase)
        : `test pictures with ${withArticle(phrase)}`;
    const where = facts.missedCounts === "things" ? " on test pictures" : "";
    return `Of 100 ${of}${where}, it missed ${missedShare(missed.value)}.`;
  }
  if (missed !== null)
    return `On ${count(missed.n)} test pictures with ${withArticle(phrase)}, it missed none.`;
  if (right !== null)
    return `Of 100 test pictures with ${withArticle(phrase)}, the mark lay on it in ${missedShare(right.value)}.`;
  if (f1 !== null)
    return `It was tried on ${count(f1.n)} test pictures; how often it misses was not measured.`;
  return `How well it finds ${withArticle(phrase)} was not measured.`;
}

/** The first sentence about a label set, for anybody. */
export function setSentence({ head, llm }: SetFacts): string {
  const accuracy = head.accuracy ?? llm.accuracy;
  if (accuracy === null) return "Not measured: nobody has counted how often this label is right.";
  if (accuracy.n < LEAST)
    return `Untested: it was tried on ${accuracy.n} pictures; ${LEAST} are needed to say how often it is right.`;
  if (accuracy.value >= 1) return `On ${count(accuracy.n)} test pictures, no label was wrong.`;
  return `Of 100 test pictures, it gave the wrong label to ${missedShare(1 - accuracy.value)}.`;
}

/** What a high probability was worth, from the pictures given 0.8 or more; null under 20 of them. */
export function sureSentence(bins: readonly Bin[]): string | null {
  const sure = bins.filter(({ low }) => low >= 0.8 - 1e-9);
  const n = sure.reduce((sum, bin) => sum + bin.n, 0);
  if (n < LEAST) return null;
  const right = sure.reduce((sum, bin) => sum + bin.n * bin.accuracy, 0) / n;
  return `When it gave a label 0.80 or more, the label was right in ${ofHundred(right)}.`;
}

/** What the pictures were that gave the figures. */
export function splitWords(split: string | null): string {
  if (split === "val")
    return "The test pictures were kept out of training, but some settings were chosen on them, so these figures are a little too good.";
  if (split === null) return "Which pictures gave these figures is not recorded.";
  return "The test pictures were kept out of training, and no setting was chosen on them.";
}
