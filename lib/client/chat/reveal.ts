import type { Block } from "@/lib/client/chat/marks";
import type { NoteKind } from "@/lib/contracts/message";

const NEVER_WAITS: readonly NoteKind[] = [
  "emergency",
  "could-not-look",
  "not-supported",
  "dropped",
];

/** What a student sees at once, and what waits behind "Show answer". */
export type StudentSplit = { shown: Block[]; waiting: Block[] };

/**
 * Splits an answer for a student: the first paragraph (the question before the answer) and any
 * remark that must not wait are shown, the rest waits.
 */
export function splitForStudent(blocks: Block[]): StudentSplit {
  const split: StudentSplit = { shown: [], waiting: [] };
  let opened = false;
  for (const block of blocks) {
    const note = block.kind === "paragraph" ? block.note : null;
    if (note !== null && NEVER_WAITS.includes(note)) split.shown.push(block);
    else if (!opened) {
      opened = true;
      split[note === null ? "shown" : "waiting"].push(block);
    } else split.waiting.push(block);
  }
  return split;
}
