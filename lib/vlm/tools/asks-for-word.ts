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
  new RegExp(`${LEAD}(?:what(?:'?s|\\s+is|\\s+are)|explain|define)\\s+${TERM}${TAIL}`, "i"),
];

/** Whether the question is after a word that a card is named by, and nothing else. */
export function asksForWord(question: string): boolean {
  const text = question.trim().replace(/[\u2018\u2019]/g, "'");
  const [term] = WORDS.flatMap((pattern) => pattern.exec(text)?.[1] ?? []);
  return (
    term !== undefined && !/\b(?:this|that|it|here|these|my)\b/i.test(term) && isCardName(term)
  );
}
