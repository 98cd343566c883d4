import { foldText, words } from "@/lib/vlm/guard/text";

const QUOTES = /^you (?:said|wrote|told me|asked)(?: that)? ([^;,.:]{1,80})/;
const SMALL = new Set(
  "a an the it is this that was were are be been about of to in on for not no i you my your".split(
    " ",
  ),
);

/** Whether a sentence tells the person what they said, in words that they never used. */
export function misquotes(sentence: string, personText: string): boolean {
  const told = QUOTES.exec(foldText(sentence))?.[1];
  if (told === undefined) return false;
  const own = new Set(words(foldText(personText)));
  const content = words(told).filter((word) => !SMALL.has(word));
  return content.length > 0 && !content.every((word) => own.has(word));
}
