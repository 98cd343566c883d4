import "server-only";
import type { Piece } from "@/lib/contracts/history";

const WORD = /[\p{L}\p{N}]+(?:\.\p{N}+)*/gu;
/** Characters of a snippet, and how many of them stand before its first hit. */
const SNIPPET = 130;
const BEFORE = 30;
/** A stem shorter than this marks only the word that it is: "in" is not the beginning of "index". */
const SHORTEST_STEM = 3;

/** The words of a search as they are compared: lower case, at most eight. */
export function searchWords(query: string): string[] {
  return (query.normalize("NFC").toLowerCase().match(WORD) ?? []).slice(0, 8);
}

/** What a word of a text must begin with to be marked. */
export type Beginnings = {
  /** Whole words and their English stems. */
  stems: string[];
  /** The last word, which may not be finished. */
  prefix: string;
};

// English stems end in "i" where the word has "y".
const forms = (stem: string): string[] =>
  stem.endsWith("i") ? [stem, `${stem.slice(0, -1)}y`] : [stem];

function beginnerOf(word: string, { stems, prefix }: Beginnings): string | undefined {
  const low = word.toLowerCase();
  if (prefix !== "" && low.startsWith(prefix)) return prefix;
  return stems
    .flatMap(forms)
    .find((stem) => low === stem || (stem.length >= SHORTEST_STEM && low.startsWith(stem)));
}

type Hit = { start: number; end: number; by: string };

function hitsIn(text: string, beginnings: Beginnings): Hit[] {
  return [...text.matchAll(WORD)].flatMap((match) => {
    const by = beginnerOf(match[0], beginnings);
    return by === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, by }];
  });
}

function piecesOf(text: string, hits: Hit[], from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  const add = (start: number, end: number, hit: boolean): void => {
    if (end > start) pieces.push({ text: text.slice(start, end), hit });
  };
  let at = from;
  for (const { start, end } of hits.filter((hit) => hit.start >= from && hit.end <= to)) {
    add(at, start, false);
    add(start, end, true);
    at = end;
  }
  add(at, to, false);
  return pieces;
}

/** How many different words of a search a text has. */
export function countWords(text: string, beginnings: Beginnings): number {
  return new Set(hitsIn(text, beginnings).map(({ by }) => by)).size;
}

/** The whole text in pieces, with its hits told apart. */
export function markWords(text: string, beginnings: Beginnings): Piece[] {
  return piecesOf(text, hitsIn(text, beginnings), 0, text.length);
}

/**
 * The stretch of the text that has most of the searched words, about 130 characters cut between
 * words, in pieces. Empty where the text has none of them.
 */
export function snippetOf(text: string, beginnings: Beginnings): Piece[] {
  const flat = text.replace(/\s+/g, " ").trim();
  const hits = hitsIn(flat, beginnings);
  let best = { count: 0, start: 0 };
  for (const [at, hit] of hits.entries()) {
    const words = new Set<string>();
    for (let next = at; next < hits.length; next += 1) {
      const other = hits[next];
      if (other === undefined || other.end > hit.start - BEFORE + SNIPPET) break;
      words.add(other.by);
    }
    if (words.size > best.count) best = { count: words.size, start: hit.start };
  }
  if (best.count === 0) return [];
  const from = cutBefore(flat, best.start - BEFORE);
  const to = cutAfter(flat, from + SNIPPET);
  const pieces = piecesOf(flat, hits, from, to);
  if (from > 0) pieces.unshift({ text: "…", hit: false });
  if (to < flat.length) pieces.push({ text: "…", hit: false });
  return pieces;
}

function cutBefore(text: string, at: number): number {
  if (at <= 0) return 0;
  return text.indexOf(" ", at) + 1;
}

function cutAfter(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const end = text.lastIndexOf(" ", at);
  return end <= at - BEFORE ? at : end;
}
