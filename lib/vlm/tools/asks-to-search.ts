import { trainedPhrases } from "./synonyms";

const SEARCH =
  /^(?:(?:so|and|but|ok|okay|please|now|then|also|just|fine|right)[,.\s]+)*(?:where'?s?|is there|are there|do (?:you|u) see|can (?:you|u|i) (?:see|find|show|mark|point)|could (?:you|u) (?:please )?(?:find|show|mark|circle|point|outline)|show|mark|find|locate|outline|point|highlight|count|how many|locali[sz]e|segment|detect|box|circle|any)\b/i;
/** Words of the longest name of a thing that can be looked for. */
const LONGEST = 4;

/** Something that can be looked for, and the name that a question has for it. */
export type Sought = { name: string; phrases: readonly string[] };

/**
 * What the question is after the place or the presence of, where that can be looked for in this
 * kind of picture: each thing once, in the order of the text. `searchable`: trained phrases that
 * hold for it.
 */
export function soughtIn(
  question: string,
  modality: string,
  searchable: readonly string[],
): Sought[] {
  const sentences = question.trim().split(/(?<=[.!?])\s+/);
  const text = sentences.find((sentence) => SEARCH.test(sentence));
  if (text === undefined) return [];
  // "What is this? And where is it?" wants a label too
  if (sentences.some((sentence) => sentence !== text && sentence.endsWith("?"))) return [];
  const trained = new Set(searchable);
  const named = namesIn(text).flatMap((name) => {
    const phrases = trainedPhrases(name, modality, trained).filter((one) => trained.has(one));
    return phrases.length > 0 ? [{ name, phrases }] : [];
  });
  // "left lung" says more than the "lung" in it, and "the left lung" no more
  const within = (a: Sought, b: Sought) => a !== b && ` ${b.name} `.includes(` ${a.name} `);
  const same = (a: Sought, b: Sought) => a.phrases.join() === b.phrases.join();
  return named.filter(
    (own) => !named.some((one) => (same(own, one) ? within(one, own) : within(own, one))),
  );
}

/** Whether the question is after the place or the presence of something that can be looked for. */
export function asksToSearch(...given: Parameters<typeof soughtIn>): boolean {
  return soughtIn(...given).length > 0;
}

/** Every run of at most LONGEST words of a text. */
function namesIn(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}'-]+/u).filter((word) => word !== "");
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(LONGEST, words.length - from) }, (_, n) =>
      words.slice(from, from + n + 1).join(" "),
    ),
  );
}

/**
 * What is to be looked for where the model asks for less than the person named: "the lungs" for
 * "left lung". `asked` itself, unless the question has a word for it and others together, and none
 * for it alone.
 */
export function asNamed(
  asked: string,
  question: string,
  modality: string,
  trained: ReadonlySet<string>,
): string {
  const wanted = trainedPhrases(asked, modality, trained);
  if (wanted.length === 0) return asked;
  const named = namesIn(question).map((name) => ({
    name,
    phrases: trainedPhrases(name, modality, trained),
  }));
  const holds = ({ phrases }: { phrases: string[] }) =>
    wanted.every((one) => phrases.includes(one));
  if (named.some((one) => holds(one) && one.phrases.length === wanted.length)) return asked;
  return named.find(holds)?.name ?? asked;
}
