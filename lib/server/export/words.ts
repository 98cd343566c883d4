import { EVIDENCE_WORDS } from "@/lib/contracts/reading/reasoning";
import "server-only";
import type { ExportMessage, ExportStep } from "@/lib/contracts/export";
import type { NoteKind } from "@/lib/contracts/message";
import { placeWords } from "@/lib/contracts/reading/place-words";
import { strengthWords } from "@/lib/contracts/reading/strength-words";
import { shownProbability } from "@/lib/contracts/shown-probability";
import type { DiagnoseResult, GroundedBox } from "@/lib/contracts/tools";

/** What stands before a remark of code's own. */
export const NOTE_TITLES: Record<NoteKind, string> = {
  nothing: "Found nothing",
  "could-not-look": "Could not look",
  "not-supported": "Not supported",
  withheld: "Something was withheld",
  differs: "Two readings differ",
  emergency: "This may be an emergency",
  "last-picture": "Only the last picture",
  dropped: "Earlier questions left out",
};

/** How an answer ended, where it did not end well; null where it did. */
export function endingWords({ role, state }: ExportMessage): string | null {
  if (role !== "assistant") return null;
  if (state === "stopped") return "Stopped by the person who asked.";
  if (state === "interrupted") return "The answer was cut off. What was written is kept.";
  if (state === "failed") return "The answer failed.";
  if (state === "queued" || state === "running") return "The answer was still being written.";
  return null;
}

/** A mark in sentences: what and where it is, and how often such a mark was right. */
export function markWords(mark: GroundedBox): string {
  const strength = strengthWords(mark);
  return `${placeWords(mark.label, mark.box)}. ${strength.slice(0, 1).toUpperCase()}${strength.slice(1)}.`;
}

/** The marks that an answer placed on a picture, by number. */
export function marksOn(message: ExportMessage, picture: string): GroundedBox[] {
  return message.steps.flatMap((step) =>
    step.kind === "tool" &&
    step.tool === "ground" &&
    step.result?.outcome === "found" &&
    step.result.imageId === picture
      ? step.result.boxes
      : [],
  );
}

/** Pictures that an answer placed marks on, each once, in order. */
export function markedPictures(message: ExportMessage): string[] {
  const ids = message.steps.flatMap((step) =>
    step.kind === "tool" && step.tool === "ground" && step.result?.outcome === "found"
      ? [step.result.imageId]
      : [],
  );
  return [...new Set(ids)];
}

type Labelled = Extract<DiagnoseResult, { outcome: "labelled" }>;

/** The label reading of an answer, the last one; null where none was given. */
export function readingIn(message: ExportMessage): Labelled | null {
  const results = message.steps.flatMap((step) =>
    step.kind === "tool" && step.tool === "diagnose" && step.result?.outcome === "labelled"
      ? [step.result]
      : [],
  );
  return results.at(-1) ?? null;
}

const SHOWN_LABELS = 3;

/** A label reading in lines: whom it holds for, the likeliest labels, what a label is. */
export function readingLines({ setName, population, view, labels }: Labelled): string[] {
  return [
    `Label by the ${setName} set. Holds for ${population}, ${view}.`,
    ...labels
      .slice(0, SHOWN_LABELS)
      .map(({ label, probability }) => `${shownProbability(probability)} ${label}`),
    `A label is the most probable of the ${labels.length} this set knows. It rules nothing in or out.`,
  ];
}

/** A step in one line, with what it rests on. */
export function stepLine(step: ExportStep): string {
  if (step.kind === "tool") return step.words;
  const read: Record<string, string> = EVIDENCE_WORDS;
  const rests =
    step.rests.length === 0 ? "" : ` (${step.rests.map((each) => read[each] ?? each).join(", ")})`;
  return `${step.number}. ${step.text}${rests}`;
}

const day = new Intl.DateTimeFormat("en-GB", {
  ...{ dateStyle: "medium", timeStyle: "short", timeZone: "UTC" },
});

/** A time for people: "25 Nov 2026, 19:52 UTC". */
export const dayWords = (iso: string): string => `${day.format(new Date(iso))} UTC`;
