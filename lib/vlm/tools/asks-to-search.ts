import { trainedPhrases } from "./synonyms";

const SEARCH =
  /^(?:(?:so|and|but|ok|okay|please|now|then|also|just|fine|right)[,.\s]+)*(?:where'?s?|is there|are there|do (?:you|u) see|can (?:you|u|i) (?:see|find|show|mark|point)|could (?:you|u) (?:please )?(?:find|show|mark|circle|point|outline)|show|mark|find|locate|outline|point|highlight|count|how many|locali[sz]e|segment|detect|box|circle|any)\b/i;
/** Words of the longest name of a thing that can be looked for. */
const LONGEST = 4;

/**
 * Whether the question is after the place or the presence of something that can be looked for in
 * this kind of picture. `searchable`: trained phrases that hold for it.
 */
export function asksToSearch(
  question: string,
  modality: string,
  searchable: readonly string[],
): boolean {
  const sentences = question.trim().split(/(?<=[.!?])\s+/);
  const text = sentences.find((sentence) => SEARCH.test(sentence));
  if (text === undefined) return false;
  // "What is this? And where is it?" wants a label too
  if (sentences.some((sentence) => sentence !== text && sentence.endsWith("?"))) return false;
  const trained = new Set(searchable);
  const words = text.split(/[^\p{L}\p{N}'-]+/u).filter((word) => word !== "");
  return words.some((_, from) =>
    Array.from({ length: LONGEST }, (_, n) => words.slice(from, from + n + 1).join(" ")).some(
      (name) => trainedPhrases(name, modality, trained).some((phrase) => trained.has(phrase)),
    ),
  );
}
