import { NOTE_KINDS, type NoteKind } from "@/lib/contracts/message";

/** A run inside a paragraph: words, or a mark that code placed. */
export type Inline =
  | { kind: "text" | "strong" | "em"; text: string }
  | { kind: "mark"; n: number }
  | { kind: "card"; id: string };

/** A paragraph (perhaps a remark of code's own) or a list. */
export type Block =
  | { kind: "paragraph"; note: NoteKind | null; inlines: Inline[] }
  | { kind: "list"; items: Inline[][] };

const INLINE = /\*\*([^*\n]+)\*\*|\*([^*\s][^*\n]*)\*|\[(\d{1,4})\]|\[card:([a-z0-9-]+)\]/g;
const NOTE = /^\[note:([a-z-]+)\]\s*/;
const HALF_MARK =
  /\[(?:\d{0,4}|c(?:a(?:r(?:d(?::[a-z0-9-]*)?)?)?)?|n(?:o(?:t(?:e(?::[a-z-]*)?)?)?)?)$/;

/** Splits one line of text into words and marks; `[n]`, `[card:ID]`, `*em*` and `**strong**`. */
export function parseInlines(text: string): Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) inlines.push({ kind: "text", text: text.slice(end, match.index) });
    const [whole, strong, em, mark, card] = match;
    if (strong !== undefined) inlines.push({ kind: "strong", text: strong });
    else if (em !== undefined) inlines.push({ kind: "em", text: em });
    else if (mark !== undefined) inlines.push({ kind: "mark", n: Number(mark) });
    else if (card !== undefined) inlines.push({ kind: "card", id: card });
    end = match.index + whole.length;
  }
  if (end < text.length) inlines.push({ kind: "text", text: text.slice(end) });
  return inlines;
}

function noteKind(word: string): NoteKind | null {
  return NOTE_KINDS.find((kind) => kind === word) ?? null;
}

function parseParagraph(paragraph: string): Block[] {
  const mark = NOTE.exec(paragraph);
  const note = mark?.[1] === undefined ? null : noteKind(mark[1]);
  const text = mark === null ? paragraph : paragraph.slice(mark[0].length);
  const blocks: Block[] = [];
  let words: string[] = [];
  let items: Inline[][] = [];
  const flushWords = () => {
    if (words.length > 0)
      blocks.push({ kind: "paragraph", note, inlines: parseInlines(words.join(" ")) });
    words = [];
  };
  const flushItems = () => {
    if (items.length > 0) blocks.push({ kind: "list", items });
    items = [];
  };
  for (const line of text.split("\n").map((each) => each.trim())) {
    const item = /^[-*•]\s+(.+)$/.exec(line);
    if (item?.[1] !== undefined) {
      flushWords();
      items.push(parseInlines(item[1]));
    } else if (line !== "") {
      flushItems();
      words.push(line);
    }
  }
  flushWords();
  flushItems();
  return blocks;
}

/** Holds back a mark cut off at the end, and closes emphasis that is still being written. */
function closeOpenEnds(text: string): string {
  const whole = text.replace(HALF_MARK, "");
  const line = whole.slice(whole.lastIndexOf("\n") + 1).replace(/^\s*\*\s/, "");
  const stars = line.match(/\*+/g) ?? [];
  const open = stars.length % 2 === 1 ? stars.at(-1) : undefined;
  if (open === undefined) return whole;
  return whole.endsWith(open) ? whole.slice(0, -open.length) : `${whole.trimEnd()}${open}`;
}

/**
 * Reads an answer's text into blocks. Everything that is not one of the marks stays words, so
 * markup in a text is shown as it is written and never becomes markup of the page.
 * @param streaming While more may come, a mark cut off at the end is held back.
 */
export function parseMarks(text: string, streaming = false): Block[] {
  return (streaming ? closeOpenEnds(text) : text)
    .replace(/\r/g, "")
    .replace(/(\S)[ \t]*\n?(?=\[note:)/g, "$1\n\n")
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .flatMap(parseParagraph);
}

/** Numbers of the marks that the blocks speak of, each once, in order. */
export function markedNumbers(blocks: Block[]): number[] {
  const found = new Set<number>();
  for (const inline of blocks.flatMap(inlinesOf)) if (inline.kind === "mark") found.add(inline.n);
  return [...found];
}

/** Ids of the cards that the blocks cite, each once, in order. */
export function citedCards(blocks: Block[]): string[] {
  const found = new Set<string>();
  for (const inline of blocks.flatMap(inlinesOf)) if (inline.kind === "card") found.add(inline.id);
  return [...found];
}

/** The words alone, as a person would copy them: `[1]` stays, source and note marks go. */
export function plainText(text: string): string {
  return text
    .replace(/\[note:[a-z-]+\]\s*/g, "")
    .replace(/\s*\[card:[a-z0-9-]+\]/g, "")
    .replace(/\*\*([^*\n]+)\*\*/g, "$1")
    .trim();
}

function inlinesOf(block: Block): Inline[] {
  return block.kind === "list" ? block.items.flat() : block.inlines;
}
