import { isCardName } from "@/lib/knowledge/lookup";

const WORD =
  /^(?:(?:so|and|but|ok|okay|please|now|then|sorry|thanks)[,.\s]+)*(?:what(?:'?s| is| are| does)|explain|define)\s+(?:exactly\s+)?(?:an?\s+|the\s+)?(.+?)(?:\s+(?:mean|again|anyway|exactly|then|to me|please))*[\s?.!]*$/i;

/** Whether the question is after a word that a card is named by, and nothing else. */
export function asksForWord(question: string): boolean {
  const [, term] = WORD.exec(question.trim().replace(/[\u2018\u2019]/g, "'")) ?? [];
  return term !== undefined && !/\b(?:this|that|it|here|these|my)\b/i.test(term) && isCardName(term);
}
