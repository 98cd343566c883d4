import { isCardName } from "@/lib/knowledge/lookup";

const LEAD = "^(?:(?:so|and|but|ok|okay|please|now|then|sorry|thanks)[,.\\s]+)*";
const TERM = "(?:exactly\\s+)?(?:an?\\s+|the\\s+)?(.+?)";
const TAIL = "(?:\\s+(?:again|anyway|exactly|then|there|to me|please))*[\\s?.!]*$";
const WORDS = [
  new RegExp(`${LEAD}what\\s+(?:does|do)\\s+${TERM}\\s+mean${TAIL}`, "i"),
  // of a thing in general; "the" and a thing may be one in the picture
  new RegExp(
    `${LEAD}what\\s+(?:does|do|can)\\s+(?!the\\b)${TERM}\\s+(?:show|measure|detect|tell)(?:\\s+(?:us|me))?(?:\\s+that\\s.*)?${TAIL}`,
    "i",
  ),
  // what a thing does or is for, where it comes from, what it has
  new RegExp(`${LEAD}what\\s+(?:do|does|are|r|is)\\s+${TERM}\\s+(?:do|for|made of)${TAIL}`, "i"),
  new RegExp(`${LEAD}what\\s+(?:causes?|leads\\s+to|brings\\s+on)\\s+${TERM}${TAIL}`, "i"),
  new RegExp(
    `${LEAD}how\\s+many\\s+[\\w-]{2,20}\\s+(?:does|do)\\s+${TERM}\\s+(?:normally\\s+|usually\\s+)?have${TAIL}`,
    "i",
  ),
  new RegExp(`${LEAD}(?:what(?:'?s|\\s+is|\\s+are)|explain|define)\\s+${TERM}${TAIL}`, "i"),
];

/** The word that the question is after, and nothing else; null where it is after something here. */
function wordAskedFor(question: string): string | null {
  const text = question.trim().replace(/[\u2018\u2019]/g, "'");
  const [term] = WORDS.flatMap((pattern) => pattern.exec(text)?.[1] ?? []);
  return term === undefined || /\b(?:this|that|it|here|these|my|your?)\b/i.test(term) ? null : term;
}

/** A long single word that the question is after: it may be a term that no card has. */
export function longWordAskedFor(question: string): string | null {
  const term = wordAskedFor(question);
  return term !== null && /^[\p{L}-]{6,}$/u.test(term) ? term : null;
}

/** Whether the question is after a word that a card is named by, and nothing else. */
export function asksForWord(question: string): boolean {
  const term = wordAskedFor(question);
  return term !== null && isCardName(term);
}
