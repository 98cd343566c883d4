/** A sentence with the white space before it; slots `[[CARD.SECTION]]` stand alone. */
export type Piece = { lead: string; text: string };

const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|vs|dr|mr|mrs|ms|prof|approx|fig|no|etc|st)\.$/i;
const CLOSER = /[.!?"'”’)\]*_]/;

/** Where a cut falls: a length, "wait" for more text, or "none" at this character. */
type Cut = number | "wait" | "none";

function slotCut(text: string, final: boolean): Cut {
  const [slot] = /^\[\[[^\s[\]]{1,76}\]\]/.exec(text) ?? [];
  if (slot !== undefined) return slot.length;
  return !final && /^\[\[[^\s[\]]{0,76}\]?$/.test(text) ? "wait" : "none";
}

function stopCut(text: string, at: number, final: boolean): Cut {
  let end = at + 1;
  while (end < text.length && CLOSER.test(text[end] ?? "")) end += 1;
  if (end === text.length) return final ? end : "wait";
  if (!/\s/.test(text[end] ?? "") && !text.startsWith("[[", end)) return "none";
  return ABBREVIATION.test(text.slice(0, at + 1)) ? "none" : end;
}

function cutAt(text: string, at: number, final: boolean): Cut {
  const char = text[at] ?? "";
  if (char === "\n") return at;
  if (char === "[" && at > 0) {
    if (at + 1 === text.length) return final ? "none" : "wait";
    return text[at + 1] === "[" ? at : "none";
  }
  return ".!?".includes(char) ? stopCut(text, at, final) : "none";
}

/** Length of the sentence that the text opens with, or null while more text could move its end. */
function sentenceLength(text: string, final: boolean): number | null {
  const slot = slotCut(text, final);
  if (slot !== "none") return slot === "wait" ? null : slot;
  for (let at = 0; at < text.length; at += 1) {
    const cut = cutAt(text, at, final);
    if (cut === "wait") return null;
    if (cut !== "none") return cut;
  }
  return final ? text.length : null;
}

/**
 * Cuts the next whole sentence off a growing text. With `final` the rest counts as whole.
 * The cuts depend on the text alone, never on how it was chunked.
 */
export function takeSentence(
  buffer: string,
  final: boolean,
): { piece: Piece; rest: string } | null {
  const lead = /^\s*/.exec(buffer)?.[0] ?? "";
  const body = buffer.slice(lead.length);
  if (body === "") return null;
  const length = sentenceLength(body, final);
  if (length === null || length === 0) return null;
  return { piece: { lead, text: body.slice(0, length).trimEnd() }, rest: body.slice(length) };
}
