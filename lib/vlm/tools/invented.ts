import { normalisePhrase, trainedPhrases } from "./synonyms";

/** Letters by which a word is known in another form. */
const STEM = 4;

function stemsOf(text: string): string[] {
  return normalisePhrase(text)
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => word.slice(0, STEM));
}

/** Whether a word of a phrase stands in a text, in any of its forms. */
export function sharesWord(phrase: string, text: string): boolean {
  const known = new Set(stemsOf(text));
  return stemsOf(phrase).some((stem) => known.has(stem));
}

/**
 * Whether a phrase to search for is of the model's own making: nothing that can be looked for in this
 * kind of picture, and no word of it stands in what the person said.
 */
export function isInvented(
  phrase: string,
  said: string,
  modality: string,
  trained: ReadonlySet<string>,
): boolean {
  if (trainedPhrases(phrase, modality, trained).length > 0) return false;
  return !sharesWord(phrase, said);
}
