import { trainedPhrases } from "./synonyms";

const SEARCH =
  /^(?:(?:so|and|but|ok|okay|please|now|then|also|just|fine|right)[,.\s]+)*(?:where'?s?|is there|are there|do (?:you|u) see|can (?:you|u|i) (?:see|find|show|mark|point)|could (?:you|u) (?:please )?(?:find|show|mark|circle|point|outline)|show|mark|find|locate|outline|point|highlight|count|how many|locali[sz]e|segment|detect|box|circle|any)\b/i;
/** Words of the longest name of a thing that can be looked for. */
const LONGEST = 4;

/** Words between a request to search and what is searched for. */
const BETWEEN =
  /^(?:\W*(?:the|an?|any|all|both|every|each|some|my|me|us|is|are|of|at|to|out|where|please)\b)*\W*/i;

/** The sentence that asks for a search, where no other asks for something else. */
function searchIn(question: string): string | null {
  const sentences = question.trim().split(/(?<=[.!?])\s+/);
  const text = sentences.find((sentence) => SEARCH.test(sentence));
  // "What is this? And where is it?" wants a label too
  const more = sentences.some((sentence) => sentence !== text && sentence.endsWith("?"));
  return text === undefined || more ? null : text;
}

/**
 * Whether the question is after the place or the presence of something that can be looked for in
 * this kind of picture. `searchable`: trained phrases that hold for it.
 */
export function asksToSearch(
  question: string,
  modality: string,
  searchable: readonly string[],
): boolean {
  const text = searchIn(question);
  const trained = new Set(searchable);
  return text !== null && namesIn(text).some((name) => meant(name, modality, trained).length > 0);
}

/**
 * The name of the one thing that the question is after, where it begins what is asked for: not "left
 * lung" of a nodule in it, nor "tumour" of a brain tumour where only others can be looked for.
 */
export function soughtIn(
  question: string,
  modality: string,
  searchable: readonly string[],
): string | null {
  const text = searchIn(question);
  if (text === null) return null;
  const trained = new Set(searchable);
  const words = wordsOf(text.replace(SEARCH, "").replace(BETWEEN, ""));
  const name = Array.from({ length: LONGEST }, (_, n) =>
    words.slice(0, LONGEST - n).join(" "),
  ).find((first) => meant(first, modality, trained).length > 0);
  if (name === undefined) return null;
  const own = meant(name, modality, trained);
  const rest = namesIn(words.slice(wordsOf(name).length).join(" "));
  const other = rest.some((one) => meant(one, modality, trained).some((x) => !own.includes(x)));
  return other ? null : name;
}

function meant(name: string, modality: string, trained: ReadonlySet<string>): readonly string[] {
  return trainedPhrases(name, modality, trained).filter((phrase) => trained.has(phrase));
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}'-]+/u).filter((word) => word !== "");
}

/** Every run of at most LONGEST words of a text. */
function namesIn(text: string): string[] {
  const words = wordsOf(text);
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
