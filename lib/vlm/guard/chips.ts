import { foldPhrase, type Licence, within } from "@/lib/vlm/guard/licence";
import { foldText, words } from "@/lib/vlm/guard/text";
import { findTerms } from "@/lib/vlm/guard/vocabulary";

/** Numbers of the chips `[n]` in a text, in order. */
export function chipsOf(text: string): number[] {
  return [...text.matchAll(/\[(\d{1,4})\]/g)].map((match) => Number(match[1]));
}

/** A text without its chips. */
export function withoutChips(text: string): string {
  return text.replace(/\[\d{1,4}\]/g, " ");
}

type Segment = { text: string; chips: number[] };

/** Text runs with the chips that close them (`chipFirst`: that open them). */
function segments(text: string, chipFirst: boolean): Segment[] {
  const cut = chipFirst
    ? text.split(/(?=(?<!\[\d{1,4}\]\s*(?:,|and)?\s*)\[\d{1,4}\])/)
    : text.split(/(?<=\[\d{1,4}\])(?!\s*(?:,|and)?\s*\[\d{1,4}\])/);
  return cut.map((part) => ({ text: withoutChips(part), chips: chipsOf(part) }));
}

/** Labels and places of marks that a text names. */
function named(text: string, licence: Licence): { labels: string[]; places: string[] } {
  const known = new Set([...licence.marks.values()].map((mark) => foldPhrase(mark.label)));
  const uses = findTerms(words(text), licence.vocabulary).filter((use) => known.has(use.term));
  const places = foldText(text).matchAll(
    /\b(upper|middle|lower) (left|centre|center|right)\b(?! lung)/g,
  );
  return {
    labels: uses.map((use) => use.term),
    places: [...places].map((match) => foldPhrase(match[0])),
  };
}

function fits(text: string, chips: readonly number[], licence: Licence): boolean {
  const marks = chips.map((id) => licence.marks.get(id));
  const labels = marks.map((mark) => foldPhrase(mark?.label ?? ""));
  const places = marks.map((mark) => foldPhrase(mark?.place ?? ""));
  const said = named(text, licence);
  return (
    said.labels.every((term) => labels.some((label) => within(term, label))) &&
    said.places.every((place) => places.includes(place))
  );
}

/** Words then chip, one after the other; what follows the last chip speaks of it too. */
function fitsChipLast(text: string, licence: Licence): boolean {
  let last: number[] = [];
  return segments(text, false).every((segment) => {
    last = segment.chips.length > 0 ? segment.chips : last;
    return fits(segment.text, last, licence);
  });
}

/** Chip then words; what stands before the first chip names no mark. */
function fitsChipFirst(text: string, licence: Licence): boolean {
  return segments(text, true).every(({ text: part, chips }) => fits(part, chips, licence));
}

/** Parts between semicolons, full stops and "and", none with two chips: each about its own. */
function fitsAsList(text: string, licence: Licence): boolean {
  return text.split(/;|\.(?=\s|$)|\band\b|:/).every((part) => {
    const chips = chipsOf(part);
    if (chips.length === 0) return true;
    return new Set(chips).size === 1 && fits(withoutChips(part), chips, licence);
  });
}

/**
 * Whether each chip stands by the label and the place of its own mark: "the right lung [1]" with
 * mark 1 being a right lung. Chips may stand before or after the words, one way a sentence, or
 * inside the items of a list: "left lung [1], middle right; right lung [2], middle left".
 */
export function chipsFit(sentence: string, licence: Licence): boolean {
  const chips = chipsOf(sentence);
  if (chips.some((id) => !licence.marks.has(id))) return false;
  return (
    chips.length === 0 ||
    fitsAsList(sentence, licence) ||
    fitsChipLast(sentence, licence) ||
    fitsChipFirst(sentence, licence)
  );
}
