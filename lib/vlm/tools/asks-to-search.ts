import { normalisePhrase, trainedPhrases } from "./synonyms";

const SEARCH =
  /^(?:(?:so|and|but|ok|okay|please|now|then|also|just|fine|right)[,.\s]+)*(?:where'?s?|is there|are there|do (?:you|u) see|can (?:you|u|i) (?:see|find|show|mark|point)|could (?:you|u) (?:please )?(?:find|show|mark|circle|point|outline)|show|mark|find|locate|outline|point|highlight|count|how many|locali[sz]e|segment|detect|box|circle|flag|trace|annotate|delineate|any)\b/i;
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
  return other ? null : bareName(name);
}

/** "The lung on the patient's left" is the left lung. */
export function sidesFirst(question: string): string {
  return question.replace(SIDE_LAST, "$2 $1");
}
const SIDE_LAST =
  /\b(lung(?: fields?)?) (?:on|at|to|of) (?:the |his |her |my |your |their )?(?:(?:patient|person|child|viewer)'?s )?(left|right)(?: (?:hand )?side)?\b/gi;

/** Goes on from a question before: "and the left lung?". */
const ALSO =
  /^\W*(?:(?:and|also|now|then|ok(?:ay)?|so|but|what about|how about|the|an?|my|his|her|their|its)\b\W*)+/i;

/** Whether a question goes on from one before with a few words: "and the back part?". */
export function goesOn(question: string): boolean {
  const rest = question.replace(ALSO, "");
  return rest !== question && wordsOf(rest).length <= LONGEST;
}

/** The thing that can be looked for in a question that names it and no more; null in any other. */
export function alsoIn(
  question: string,
  modality: string,
  searchable: readonly string[],
): string | null {
  const rest = question.replace(ALSO, "");
  const name = wordsOf(rest).join(" ");
  const short = wordsOf(name).length <= LONGEST;
  return short && meant(name, modality, new Set(searchable)).length > 0 ? bareName(name) : null;
}

/** Words between a name and the thing that it only says the place of. */
const WITHIN =
  /\b(?:in|inside|within|on|of|near|behind|beside|under|over|around|from|into|next to|than|to)\s+(?:(?:the|my|his|her|their|our|this|that|each|a|an)\s+)*$/i;
/** Words that may follow a name; another noun there makes it a different thing. */
const FOLLOWS =
  /^\W*(?:$|[.?!,;:(]|(?:and|or|in|on|here|there|please|pls|for|is|are|was|were|at|with|too|then|now|from|you|u|i|we|it|that|which|if|so|as|visible|located|lies?|sits?|exactly|anywhere|anyhow|to|by|thanks|again|first|next|only|both|all|do|does|can|could|one)\b)/i;

/**
 * The name of the one thing in a question that can be looked for, wherever it stands: not where it
 * only says the place of something else ("fluid in the left lung"), nor as a part of another name
 * ("lung nodule"). Null where there is none, or more than one.
 */
export function namedIn(
  question: string,
  modality: string,
  searchable: readonly string[],
): string | null {
  const alone = aloneIn(question, modality, searchable);
  const wanted = new Set(alone.flatMap(({ phrases }) => phrases));
  const whole = alone.find(({ phrases }) => phrases.length === wanted.size)?.name;
  return whole === undefined ? null : bareName(whole);
}

/** Several things in a question that can be looked for, joined by "and"; null where there are fewer. */
export function severalIn(
  question: string,
  modality: string,
  searchable: readonly string[],
): string | null {
  const names = [
    ...new Set(aloneIn(question, modality, searchable).map(({ name }) => bareName(name))),
  ];
  const joined = names.join(" and ");
  return names.length < 2 || meant(joined, modality, new Set(searchable)).length < 2
    ? null
    : joined;
}

type Named = { name: string; phrases: readonly string[] };

/** The names in a question of things that can be looked for, which are asked for themselves. */
function aloneIn(question: string, modality: string, searchable: readonly string[]): Named[] {
  const trained = new Set(searchable);
  const words = [...question.matchAll(/[\p{L}\p{N}'-]+/gu)];
  const names = words.flatMap((first, from) =>
    words.slice(from, from + LONGEST).flatMap((last, count) => {
      const start = first.index;
      const end = last.index + last[0].length;
      const name = question.slice(start, end);
      const phrases = /[.?!,;:]/.test(name) ? [] : meant(name, modality, trained);
      return phrases.length === 0 ? [] : [{ name, phrases, start, end, from, to: from + count }];
    }),
  );
  const inside = (one: (typeof names)[number]) =>
    names.some((other) => other !== one && other.from <= one.from && other.to >= one.to);
  return names
    .filter((one) => !inside(one))
    .filter(({ name, start, end }) => {
      const before = question.slice(0, question.indexOf(bareName(name), start));
      return FOLLOWS.test(question.slice(end)) && !WITHIN.test(before);
    });
}

/** A name without the words around it that say nothing: "left lung" of "his left lung". */
function bareName(name: string): string {
  const words = wordsOf(name);
  const same = (part: readonly string[]) =>
    part.length > 0 && normalisePhrase(part.join(" ")) === normalisePhrase(name);
  const shorter = [words.slice(1), words.slice(0, -1)].find(same);
  return shorter === undefined ? name : bareName(shorter.join(" "));
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
