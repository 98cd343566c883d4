import { isNegativeLabel } from "../guard/licence";
import type { Intent } from "../intent/intents";
import { alsoIn, namedIn, severalIn, sidesFirst, soughtIn } from "../tools/asks-to-search";
import { thingOfLabel } from "../tools/thing-of-label";
import { asksOfBone, asksOfPart, bareTerm, countedIn, isVague, wordsOf } from "./asked-words";
import { bringsPicture, type CallKnows } from "./call-knows";
import type { Searchable } from "./picture-facts";
import type { ReadPrompt } from "./read-prompt";

/** A place asked for without a name is that of what was spoken of before. */
const POINTS = /\b(?:it|that|this|them|those|these|one)\b/i;
const IS_IT = /\b(?:is|are|was|were|does|do) (?:it|they|this|that|these|those)\b/i;
const MARKS_IT =
  /(?:^|[.!?,;]\s*|\b(?:and|please|can you|could you|now|then) )(?:box|mark|outline|circle|show|locate|delineate|contour|segment|annotate|trace|highlight|frame|ring|draw|flag|colou?r|point (?:at|to)) (?:me )?(?:it|that|them|this|those)\b/i;
/** "in" and "around" of these say no place. */
const COLOUR_IN =
  /\b(?:(?:colou?r|fill|draw) in|(?:frame|box|circle|ring|line|border|rectangle) (?:around|round|on|over))\b/gi;
const LONGEST_FOLLOW_UP = 8;
const FEW_WORDS = 3;
const OTHER = /\bother (?:one|side|lung|part|half)\b/i;
const PAIRS: readonly (readonly [string, RegExp, string, RegExp])[] = [
  ["left lung", /\bleft\b/i, "right lung", /\bright\b/i],
  ["white blood cell", /\bwhite\b/i, "red blood cell", /\bred\b/i],
  [
    "anterior hippocampus",
    /\b(?:front|anterior|head)\b/i,
    "posterior hippocampus",
    /\b(?:back|rear|posterior|tail|hind)\b/i,
  ],
];

/** The other of two things that go together, after one of them: "and the back part?". */
export function counterpart(
  text: string,
  prompt: ReadPrompt,
  { phrases }: Searchable,
): string | null {
  if (bringsPicture(prompt) || wordsOf(text).length > LONGEST_FOLLOW_UP) return null;
  const last = prompt.earlier.findLast(({ tool }) => tool === "ground")?.result;
  const phrase = last !== undefined && "phrase" in last ? last.phrase : "";
  for (const [one, ofOne, two, ofTwo] of PAIRS) {
    if (!phrase.includes(one) && !phrase.includes(two)) continue;
    const namesOne = ofOne.test(text);
    const namesTwo = ofTwo.test(text);
    const second = OTHER.test(text) ? phrase.includes(one) : namesTwo;
    const tells = OTHER.test(text) || namesOne !== namesTwo;
    const wanted = second ? two : one;
    return tells && phrases.includes(wanted) ? wanted : null;
  }
  return null;
}

/** What was spoken of last that can be looked for, where a place is asked for without a name. */
function pointedAt(text: string, prompt: ReadPrompt, searchable: Searchable): string | null {
  const points = POINTS.test(text) || wordsOf(text).length <= FEW_WORDS;
  if (!points || bringsPicture(prompt)) return null;
  for (const { tool, result } of prompt.earlier.toReversed()) {
    if (tool === "ground" && (result.outcome === "found" || result.outcome === "nothing")) {
      return result.phrase;
    }
    if (tool === "diagnose" && result.outcome === "labelled") {
      const thing = thingOfLabel(result.set, result.labels[0]?.label ?? "");
      if (thing !== null && searchable.phrases.includes(thing)) return thing;
      // so that the answer says that it cannot be looked for
      const label = result.labels[0]?.label ?? "";
      return label === "" || isNegativeLabel(label) ? null : label;
    }
  }
  return null;
}

const PLACING: readonly (Intent | null)[] = ["place", "presence"];

/** "Midline shift? Mark it." marks what was asked for, not what was spoken of before. */
function firstTerm(question: string, prompt: ReadPrompt): string | null {
  const first = /^[^.?!]{2,40}\?(?=\s)/.exec(question.trim())?.[0];
  return first === undefined ? null : bareTerm(first, null, bringsPicture(prompt));
}

/**
 * What a question is to be searched for, where its words tell: also what cannot be searched for, so
 * that the answer says so. Null where the model decides.
 */
export function sought(
  asked: string,
  prompt: ReadPrompt,
  searchable: Searchable,
  { intent, maybe, thing }: CallKnows,
): string | null {
  const question = sidesFirst(asked.replaceAll("\u2019", "'"));
  const { modality, phrases } = searchable;
  const name = soughtIn(question, modality, phrases) ?? alsoIn(question, modality, phrases);
  if (name !== null) return name;
  const part = asksOfPart(question);
  if (part !== null) return part;
  if (asksOfBone(question, intent)) return "broken bone";
  const term = countedIn(question) ?? bareTerm(question, intent, bringsPicture(prompt));
  if (term !== null) return term;
  const other = counterpart(question, prompt, searchable);
  if (other !== null) return other;
  if (MARKS_IT.test(question)) {
    const first = firstTerm(question, prompt);
    if (first !== null) return first;
    const pointed = pointedAt(question, prompt, searchable);
    if (pointed !== null) return pointed;
  }
  if (intent === "sides" && IS_IT.test(question)) return pointedAt(question, prompt, searchable);
  const named = namedIn(question.replace(COLOUR_IN, "mark"), modality, phrases);
  const placing = PLACING.includes(intent ?? maybe);
  // what can be looked for is, even where it is only likely that it is asked for
  if (placing && named !== null) return named;
  if (!PLACING.includes(intent)) return null;
  const several = severalIn(question, modality, phrases);
  if (several !== null) return several;
  const pointed = intent === "place" ? pointedAt(question, prompt, searchable) : null;
  // "where in my head is it": the head is not what is looked for
  const meant = isVague(thing) || IS_IT.test(question) ? (pointed ?? thing) : thing;
  return meant === "" ? null : meant;
}
