import type { EvlfMessage, NoteKind } from "@/lib/contracts/message";
import type { Block } from "@/lib/contracts/reading/marks";

const NEVER_WAITS: readonly NoteKind[] = [
  "emergency",
  "could-not-look",
  "not-supported",
  "dropped",
  "last-picture",
];

type Part = EvlfMessage["parts"][number];

/** Whether a part names, or is about to name, what is in the picture. */
function tells(part: Part): boolean {
  if (part.type === "reasoning")
    return /Reading: /.test(part.text) && !/no label set|not a medical image/.test(part.text);
  if (part.type === "tool-ground" && part.state === "output-available")
    return part.output.outcome === "found" || part.output.outcome === "nothing";
  if (part.type === "tool-diagnose" && part.state === "output-available")
    return part.output.outcome === "labelled";
  return part.type === "tool-ground" || part.type === "tool-diagnose";
}

/**
 * Whether an answer waits behind "Show answer": it is a student's, it tells what is in the picture,
 * and the student has neither shown it (`revealed`) nor asked to be told straight away.
 */
export function answerWaits(message: EvlfMessage, revealed: boolean): boolean {
  const { metadata } = message;
  if (metadata?.audience !== "student" || metadata.revealed === true || revealed) return false;
  return message.parts.some(tells);
}

/** What a student sees at once, and what waits behind "Show answer". */
export type StudentSplit = { shown: Block[]; waiting: Block[] };

const asks = (block: Block): boolean =>
  block.kind === "paragraph" &&
  block.note === null &&
  block.inlines.some((inline) => inline.kind === "text" && inline.text.includes("?")) &&
  block.inlines.every((inline) => inline.kind !== "mark" && inline.kind !== "card");

/**
 * Splits an answer for a student: the first paragraph where it is a question, and any remark that
 * must not wait, are shown; the rest waits.
 */
export function splitForStudent(blocks: Block[]): StudentSplit {
  const split: StudentSplit = { shown: [], waiting: [] };
  let opened = false;
  for (const block of blocks) {
    const note = block.kind === "paragraph" ? block.note : null;
    const shows = note === null ? !opened && asks(block) : NEVER_WAITS.includes(note);
    if (note === null) opened = true;
    split[shows ? "shown" : "waiting"].push(block);
  }
  return split;
}
