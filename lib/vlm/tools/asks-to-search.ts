import { trainedPhrases } from "./synonyms";

const SEARCH =
  /^(?:(?:so|and|but|ok|okay|please|now)[,\s]+)*(?:where|is there|are there|do you see|can you (?:see|find|show|mark)|could you (?:find|show|mark|circle)|show|mark|find|locate|outline|point|highlight|count|how many)\b/i;
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
  const text = question.trim();
  if (!SEARCH.test(text)) return false;
  const trained = new Set(searchable);
  const words = text.split(/[^\p{L}\p{N}'-]+/u).filter((word) => word !== "");
  return words.some((_, from) =>
    Array.from({ length: LONGEST }, (_, n) => words.slice(from, from + n + 1).join(" ")).some(
      (name) => trainedPhrases(name, modality, trained).some((phrase) => trained.has(phrase)),
    ),
  );
}
