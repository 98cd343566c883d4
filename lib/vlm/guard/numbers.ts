import { withoutChips } from "@/lib/vlm/guard/chips";
import type { Frame } from "@/lib/vlm/guard/clauses";
import type { Licence } from "@/lib/vlm/guard/licence";

const COUNT_WORDS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
};
const COUNTED = "(?:mark|area|region|box|finding|place|spot|cell|outline|nucleus)";
const VAGUE =
  /\b(?:several|multiple|many|numerous|a few|few|a pair of|dozens?|hundreds?|countless)\b/;
const OTHER_AMOUNT =
  /\b(?:half|twice|double|triple|third|quarter|percent|per cent|millimet\w*|centimet\w*|mm|cm)\b/;

/** The counted noun after a number word, or anything that a label set or a sentence counts. */
const HARMLESS =
  /\b(?:two|three|both) (?:readings|labels|questions|steps|sentences|ways|things|sets)\b/g;

/** Numbers, counts and amounts of a folded clause that no tool result and no own word carries. */
export function unlicensedNumbers(clause: string, frame: Frame, licence: Licence): string[] {
  const text = withoutChips(clause).replace(HARMLESS, " ");
  const own = (word: string) => frame === "asked" && licence.personWords.has(word);
  const strange = (text.match(/\d+(?:[.,]\d+)*/g) ?? []).filter(
    (number) => !licence.numbers.has(number) && !licence.counts.has(Number(number)) && !own(number),
  );
  for (const word of text.match(/\p{L}+/gu) ?? []) {
    const count = COUNT_WORDS[word];
    if (count !== undefined && !licence.counts.has(count) && !own(word)) strange.push(word);
  }
  const one = new RegExp(`\\b(?:one|a single|only one) ${COUNTED}\\b`).exec(text);
  if (one !== null && !licence.counts.has(1)) strange.push(one[0]);
  const most = Math.max(0, ...licence.counts);
  const vague = VAGUE.exec(text);
  if (vague !== null && new RegExp(`${COUNTED}|lung|tumor|lesion`).test(text) && most < 2) {
    strange.push(vague[0]);
  }
  const amount = OTHER_AMOUNT.exec(text);
  if (amount !== null && !/\bhalf of the (?:picture|image)\b/.test(text) && !own(amount[0])) {
    strange.push(amount[0]);
  }
  return strange;
}
