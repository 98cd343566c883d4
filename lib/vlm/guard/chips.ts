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

function fits(segment: Segment, licence: Licence): boolean {
  if (segment.chips.length === 0) return true;
  const marks = segment.chips.map((id) => licence.marks.get(id));
  const labels = marks.map((mark) => foldPhrase(mark?.label ?? ""));
  const places = marks.map((mark) => foldPhrase(mark?.place ?? ""));
  const folded = words(segment.text);
  const terms = findTerms(folded, licence.vocabulary).filter((use) =>
    [...licence.marks.values()].some((mark) => foldPhrase(mark.label) === use.term),
  );
  if (!terms.every((use) => labels.some((label) => within(use.term, label)))) return false;
  const text = foldText(segment.text);
  const named = [...text.matchAll(/\b(upper|middle|lower) (left|centre|center|right)\b(?! lung)/g)];
  return named.every((match) => places.includes(foldPhrase(match[0])));
}

/** Parts between semicolons, full stops and "and", where none holds two chips; else null. */
function listItems(text: string): Segment[] | null {
  const items = text
    .split(/;|\.(?=\s|$)|\band\b|:/)
    .map((part) => ({ text: withoutChips(part), chips: chipsOf(part) }));
  return items.some(({ chips }) => new Set(chips).size > 1) ? null : items;
}

/**
 * Whether each chip stands by the label and the place of its own mark: "the right lung [1]" with
 * mark 1 being a right lung. Chips may stand before or after the words, one way a sentence, or
 * inside the items of a list: "left lung [1], middle right; right lung [2], middle left".
 */
export function chipsFit(sentence: string, licence: Licence): boolean {
  const chips = chipsOf(sentence);
  if (chips.some((id) => !licence.marks.has(id))) return false;
  const cuts = [listItems(sentence), segments(sentence, false), segments(sentence, true)];
  return cuts.some((cut) => cut?.every((segment) => fits(segment, licence)) === true);
}
