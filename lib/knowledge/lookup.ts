import MiniSearch from "minisearch";
import type { Audience } from "@/lib/contracts/audience";
import { allCards, sectionText } from "@/lib/knowledge/cards";
import type { Card, CardSection } from "@/lib/knowledge/schema";
import { indexTerm, indexTerms, tokens } from "@/lib/knowledge/terms";

/** A passage that a look-up found, best first. */
export type FoundPassage = { card: string; section: CardSection; title: string; text: string };

type Entry = { id: string; title: string; aliases: string; body: string };
type Index = {
  search: MiniSearch<Entry>;
  cards: Map<string, Card>;
  /** In how many cards a term stands. */
  spread: Map<string, number>;
  /** The names of each card, as index terms in one string. */
  names: Map<string, Set<string>>;
};

/** Share of a query's weight that the names, or the whole text, of a card must account for. */
const NAMES_SHARE = 0.5;
/** A single word that is shorter than this must stand in a card's names. */
const ORDINARY_WORD = 9;
const TEXT_SHARE = 0.75;
/** A card far below the best one is not what was asked. */
const SCORE_SHARE = 0.3;
/** A card that is called just what was asked stands before one that only mentions it. */
const NAMESAKE = 3;
/** Weight of a card's first, second, ... section beside those of other cards. */
const SECTION_WEIGHTS = [1, 0.6, 0.4, 0.3];

const NAMES = ["title", "aliases"];
const BOOST = { title: 4, aliases: 3, body: 1 };

const SECTION_HINTS: readonly [CardSection, RegExp][] = [
  ["ask", /\bquestions?\b|\b(what|things) (to|should I|can I|could I) ask\b/i],
  ["words", /\b(words?|report|reports|wording)\b/i],
  ["exam", /\b(how|works?|exam|examination|done|hurts?|noisy|long|prepare)\b/i],
];

function nameKey(name: string): string {
  return indexTerms(name).sort().join(" ");
}

/** Id, title and aliases of a card. */
function namesOf(card: Card): Set<string> {
  return new Set([card.id, card.title, ...card.aliases].map(nameKey));
}

function buildIndex(): Index {
  const entries = allCards().map((card): Entry => {
    const sections = [card.what, card.exam, card.words].filter((part) => part !== null);
    const body = sections.flatMap((part) => Object.values(part)).join(" ");
    return { id: card.id, title: card.title, aliases: card.aliases.join(" ; "), body };
  });
  const search = new MiniSearch<Entry>({
    fields: ["title", "aliases", "body"],
    tokenize: tokens,
    processTerm: indexTerm,
    searchOptions: { boost: BOOST, fuzzy: (term) => (term.length > 5 ? 1 : false) },
  });
  search.addAll(entries);
  const spread = new Map<string, number>();
  for (const entry of entries) {
    for (const term of indexTerms(`${entry.title} ${entry.aliases} ${entry.body}`)) {
      spread.set(term, (spread.get(term) ?? 0) + 1);
    }
  }
  return {
    search,
    spread,
    cards: new Map(allCards().map((card) => [card.id, card])),
    names: new Map(allCards().map((card) => [card.id, namesOf(card)])),
  };
}

let cached: Index | null = null;

/** Weight of a term: the fewer cards have it, the more it says; a word of no card says most. */
function weight(index: Index, term: string): number {
  const found = index.spread.get(term) ?? 0;
  return Math.log(1 + (index.cards.size - found + 0.5) / (found + 0.5));
}

/** Share of the query's weight that each card's names, or its whole text, account for. */
function coverage(index: Index, terms: string[], fields: string[]): Map<string, number> {
  const total = terms.reduce((sum, term) => sum + weight(index, term), 0);
  const shares = new Map<string, number>();
  for (const term of terms) {
    for (const { id } of index.search.search(term, { fields, processTerm: (word) => word })) {
      shares.set(id, (shares.get(id) ?? 0) + weight(index, term) / total);
    }
  }
  return shares;
}

function sectionsOf(card: Card, term: string): CardSection[] {
  const present = (["what", "exam", "words", "ask"] as const).filter(
    (section) => section === "ask" || card[section] !== null,
  );
  const asked = SECTION_HINTS.find(
    ([section, hint]) => hint.test(term) && present.includes(section),
  );
  return asked === undefined ? present : [asked[0], ...present.filter((one) => one !== asked[0])];
}

/** Whether a card is called just this: its title, its id or one of its other names. */
export function isCardName(term: string): boolean {
  cached ??= buildIndex();
  const key = nameKey(term);
  if (key === "") return false;
  return [...cached.names.values()].some((names) => names.has(key));
}

/** Words of the longest name that is looked for in a text, and letters from which one may be misspelt. */
const LONGEST_NAME = 4;
const LONG_WORD = 8;

/** Letters of a card's other name from which it counts within a text: "words" and "else" are too common. */
const TELLING = 6;

function isTelling(name: string): boolean {
  if (!isCardName(name)) return false;
  const key = nameKey(name);
  const own = () => allCards().some(({ id, title }) => [id, title].map(nameKey).includes(key));
  return name.length >= TELLING || own();
}

/** The name without the words around it that say nothing: "glaucoma" of "what is glaucoma". */
function bareName(run: readonly string[]): string {
  const key = nameKey(run.join(" "));
  const shorter = [run.slice(1), run.slice(0, -1)].find(
    (part) => part.length > 0 && nameKey(part.join(" ")) === key,
  );
  return shorter === undefined ? run.join(" ") : bareName(shorter);
}

/** Cards that a text names, in the order in which it does; of names within each other the longest. */
export function cardsNamedIn(text: string): string[] {
  cached ??= buildIndex();
  const { names } = cached;
  const words = text.split(/[^\p{L}\p{N}'-]+/u).filter((word) => word !== "");
  const found: string[] = [];
  for (let from = 0; from < words.length; from += 1) {
    for (let length = Math.min(LONGEST_NAME, words.length - from); length > 0; length -= 1) {
      const run = words.slice(from, from + length).join(" ");
      if (!isTelling(run)) continue;
      const key = nameKey(run);
      const card = [...names].find(([, known]) => known.has(key))?.[0];
      if (card !== undefined) found.push(card);
      from += length - 1;
      break;
    }
  }
  return [...new Set(found)];
}

/** The words of a text that name a card, the longest such run. */
export function nameIn(text: string): string | null {
  const words = text
    .split(/[^\p{L}\p{N}'-]+/u)
    .map((word) => word.replace(/^'+|'+$/g, ""))
    .filter((word) => word !== "");
  for (let length = Math.min(LONGEST_NAME, words.length); length > 0; length -= 1) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const run = words.slice(from, from + length);
      if (isTelling(run.join(" "))) return bareName(run);
    }
  }
  return null;
}

/** Whether a text holds the name of a card, or a long word much like one. */
export function mentionsCard(text: string): boolean {
  if (nameIn(text) !== null) return true;
  cached ??= buildIndex();
  const { search } = cached;
  return indexTerms(text).some(
    (term) =>
      term.length >= LONG_WORD &&
      search.search(term, { fields: NAMES, processTerm: (word) => word }).length > 0,
  );
}

/**
 * Passages for a term in lay or medical words, best first (BM25 over titles, aliases and text).
 * A term that no card covers gives an empty list rather than the least bad card.
 */
export function lookupPassages(
  term: string,
  limit: number,
  audience: Audience = "patient",
): FoundPassage[] {
  cached ??= buildIndex();
  const index = cached;
  const terms = indexTerms(term);
  if (terms.length === 0) return [];
  const names = coverage(index, terms, NAMES);
  const texts = coverage(index, terms, [...NAMES, "body"]);
  const key = nameKey(term);
  // an ordinary word that stands in a card's text alone is not what the card is about
  const ordinary = terms.length === 1 && (terms[0] ?? "").length < ORDINARY_WORD;
  const inText = (share: number): boolean => !ordinary && share >= TEXT_SHARE;
  const hits = index.search
    .search(terms.join(" "), { processTerm: (word) => word })
    .filter(({ id }) => (names.get(id) ?? 0) >= NAMES_SHARE || inText(texts.get(id) ?? 0))
    .map(({ id, score }) => ({
      id: String(id),
      score: index.names.get(id)?.has(key) ? score * NAMESAKE : score,
    }))
    .sort((a, b) => b.score - a.score);
  const best = hits[0]?.score ?? 0;
  return hits
    .filter((hit) => hit.score >= best * SCORE_SHARE)
    .flatMap((hit) => {
      const card = index.cards.get(hit.id);
      if (card === undefined) return [];
      return sectionsOf(card, term).map((section, place) => ({
        passage: {
          card: card.id,
          section,
          title: card.title,
          text: sectionText(card, section, audience) ?? "",
        },
        score: hit.score * (SECTION_WEIGHTS[place] ?? 0),
      }));
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ passage }) => passage);
}
