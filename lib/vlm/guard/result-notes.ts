import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import type { Licence } from "@/lib/vlm/guard/licence";
import { noImageNote, notSupportedNote } from "@/lib/vlm/guard/not-supported";
import {
  couldNotLookNote,
  differingLabel,
  differsNote,
  nothingNote,
  uncoveredNote,
} from "@/lib/vlm/guard/notes";
import { sortResults } from "@/lib/vlm/guard/result-parts";

/** A question after what a word means, and not whether the picture shows it. */
const WORD =
  /\b(?:what(?:'?s| is| are| does| do| causes?)|explain|means?|meaning|define|tell me (?:about|what)|difference|differ|how (?:is|are|do|does|would|many))\b/i;

/** The notes that the tool results of a turn call for, in the order in which they are shown. */
export function resultNotes(options: GuardOptions, licence: Licence): string[] {
  const sorted = sortResults(options.results);
  const notes: string[] = [];
  const unusable = sorted.unusable[0];
  if (unusable !== undefined) {
    return [
      unusable.reason === "no-image"
        ? noImageNote()
        : notSupportedNote(unusable.modality, options.personText),
    ];
  }
  const differing = differingLabel(options, licence);
  const top = sorted.labelled[0]?.labels[0]?.label;
  if (differing !== null && top !== undefined) notes.push(differsNote(differing, top));
  const seen = new Set<string>();
  for (const result of sorted.nothing) {
    if (!seen.has(result.phrase)) notes.push(nothingNote(result, options));
    seen.add(result.phrase);
  }
  const first = sorted.unsupported[0];
  if (first !== undefined) {
    const asked = [...new Set(sorted.unsupported.map((one) => one.asked))];
    notes.push(couldNotLookNote(asked, first.modality.name, first.supported));
  } else if (options.hasImage && licence.uncovered.length > 0) {
    const explained =
      options.results.every((entry) => entry.tool === "lookup") && WORD.test(options.question);
    if (!explained) notes.push(uncoveredNote(licence.uncovered));
  }
  return notes;
}
