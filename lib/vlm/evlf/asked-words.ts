import { isLabelCard } from "@/lib/knowledge/labels";
import { cardsNamedIn } from "@/lib/knowledge/lookup";
import type { Intent } from "../intent/intents";

/** "BI-RADS?" is a term alone. */
const BARE_WORDS = 3;
const ASKING =
  /\b(?:why|who|when|how|what|which|really|sure|ok|okay|you|i|we|is|are|can|could|yes|no|meaning|means?|labels?|class|probability|prob|p|n|threshold|cut-?off|grade|stage|size|rationale|reason\w*|evidence|basis|impression|entity|verdict|findings?|thoughts|opinion|read|agree|correct|wrong|next|then|more|else)\b/i;
/** Words that name nothing by themselves. */
const VAGUE = new Set(
  "flag frame entity verdict left right other others back front side sides rest part parts bit bits tiny dark light more most delineate contour trace highlight colour color hi hello hey please pls thanks look my it that this them those these one ones the a an any some something anything thing things everything nothing stuff abnormal abnormality abnormalities wrong bad mine yours and or of for in on to do does did so then about else other sign signs finding findings suspicious where whereabouts what which how show me mark point box circle here there see you u is are picture image scan photo".split(
    " ",
  ),
);

/** What a picture is called, not what is in it. */
const PICTURES =
  /^(?:(?:blood|tissue|chest|brain|head|skin|eye|fundus|retinal) )?(?:smears?|films?|slides?|x-?rays?|frames?|pictures?|photos?|images?|scans?)$/i;
/** The words of a text in lower case. */
export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? [];

/** Whether words name nothing that could be looked for or looked up. */
export const isVague = (thing: string): boolean =>
  PICTURES.test(thing) || wordsOf(thing).every((word) => VAGUE.has(word));

/** After a broken bone, which nothing here looks for. */
const BROKEN = /\b(?:broken|broke|fractur\w*|cracked (?:bone|rib)s?)\b/i;

/** Whether a question is after a broken bone, and not after the word. */
export const asksOfBone = (text: string, intent: Intent | null): boolean =>
  BROKEN.test(text) && intent !== "word";

const PART =
  /^\W*(?:(?:and|so|ok|but|is|are|was|does|do)\b\W*)+(?:my|the|his|her|their|our)\s+(\w+(?: (?!too\b|all\b|quite\b|really\b|looks?\b)\w+)?)\s+(?:(?:looks?|too|all|quite|really)\s+)*(?:ok(?:ay)?|fine|normal|healthy|big|large|enlarged|small|swollen|damaged|alright|clear|broken|widened|affected)\W*$/i;
/** What a label of the whole picture is about. */
const WHOLE =
  /\b(?:picture|image|scan|film|x-?ray|photo|result|slide|smear|sample|label|report|mri|ct|brain|head|breast|lungs?|chest|eyes?|retina|skin|mole|spot|lump|bowel|gut|blood|cells?|frame|tissue)\b/i;

/** The part of the body that a question asks to be well or not, which no label is about; or null. */
export function asksOfPart(text: string): string | null {
  const part = PART.exec(text)?.[1] ?? "";
  return part === "" || WHOLE.test(part) ? null : part;
}

/** "How many lobes does it have?" */
const COUNTED =
  /\bhow many ([\p{L}-]{3,20}(?: [\p{L}-]{3,20})?) (?:are|is|does|can you|do you|could you|has|have|here|there|in)\b/iu;

/** What a term alone may be taken to be after. */
const BARE_INTENTS: readonly Intent[] = ["word", "presence", "place", "label"];

/**
 * A term alone, or alone at the end ("fever since Monday. Effusion?"): beside a picture it is asked of
 * the picture. Null for a word of a card, which has an answer of its own, but beside a new picture.
 */
export function bareTerm(
  question: string,
  intent: Intent | null,
  newPicture: boolean,
): string | null {
  if (intent !== null && !BARE_INTENTS.includes(intent)) return null;
  const last =
    question
      .trim()
      .split(/[.!;:\n]\s*/)
      .at(-1) ?? "";
  const words = wordsOf(last);
  if (!last.trim().endsWith("?") || words.length > BARE_WORDS || isVague(last)) return null;
  const text = words.join(" ");
  if (ACRONYM.test(last) || ASKING.test(text)) return null;
  const card = cardsNamedIn(text)[0];
  if (card === undefined) return text;
  // "glioma?" beside a new picture is after a label, "consolidation?" after what no label is of
  return newPicture && !isLabelCard(card) ? text : null;
}

/** Words between quotation marks: "ground glass opacity". */
const QUOTED = /(?:^|\s)['"\u2018\u201c]([\p{L}\p{N} -]{3,40})['"\u2019\u201d](?=\W|$)/u;

/** "Tell me about granules." */
const TOLD_ABOUT =
  /^\W*(?:(?:please|and|so|now|ok|can you|could you)\W+)*(?:tell me (?:more )?about|explain|define) (?:the |an? )?([\p{L}-]{3,25}(?: [\p{L}-]{3,25}){0,2})\W*$/iu;

/** Nothing but an abbreviation: "SUVR?". */
const ACRONYM = /^\W*([A-Z][A-Z0-9-]{1,9})\W*$/;

/** Words that may end a question behind the thing that it names. */
const ENDS = new Set(
  "lies lie sits sit have has had do does did be been look looks mean means show shows like called happen work here there now please too visible present seen shown anywhere then exactly again today yet also either or and is are".split(
    " ",
  ),
);

/** A thing with the word behind it that ends the sentence: "keratin" of "any keratin pearls?". */
export function wholeThing(question: string, thing: string): string {
  const at = thing === "" ? -1 : question.toLowerCase().indexOf(thing.toLowerCase());
  if (at < 0) return thing;
  const rest = question.slice(at + thing.length);
  const next = /^[ -]([\p{L}-]{3,25})(?=[\s?.!]*$|[?.!,])/u.exec(rest)?.[0];
  return next === undefined || ENDS.has(next.slice(1).toLowerCase()) || isVague(next)
    ? thing
    : `${thing}${next}`;
}

/** What is to be counted: "lobes" of "how many lobes does it have"; null where that is nothing. */
export function countedIn(question: string): string | null {
  const [whole, counted] = COUNTED.exec(question) ?? [];
  if (whole === undefined || counted === undefined || isVague(counted)) return null;
  // "how many lobes does a neutrophil have" is not asked of the picture
  return cardsNamedIn(question.replace(whole, " ")).length > 0 ? null : counted;
}

/** A term between quotation marks, or null. */
export function quotedIn(question: string): string | null {
  return QUOTED.exec(question)?.[1]?.trim() ?? null;
}

/** A term that the whole message is or asks to be told about, or null. */
export function termAlone(question: string): string | null {
  const told = TOLD_ABOUT.exec(question)?.[1];
  if (told !== undefined && !isVague(told)) return told;
  return ACRONYM.exec(question)?.[1] ?? null;
}
