import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { foldPhrase, type Licence, within } from "@/lib/vlm/guard/licence";
import { noImageNote, notSupportedNote } from "@/lib/vlm/guard/not-supported";
import {
  couldNotLookNote,
  differingLabel,
  differsNote,
  narrowerNote,
  nothingNote,
  uncoveredNote,
} from "@/lib/vlm/guard/notes";
import { type Labelled, sortResults } from "@/lib/vlm/guard/result-parts";
import { isNarrower, trainedPhrases } from "@/lib/vlm/tools/synonyms";
import { thingOfLabel } from "@/lib/vlm/tools/thing-of-label";

/** A question after what a word means, and not whether the picture shows it. */
const WORD =
  /\b(?:what(?:'?s| is| are| does| do| causes?)|explain|means?|meaning|define|tell me (?:about|what)|difference|differ|how (?:is|are|do|does|would|many))\b/i;

/** Whether a word is one of the labels that the last label was chosen from: it was compared. */
function isCompared(term: string, options: GuardOptions): boolean {
  const { labelled } = sortResults([...options.earlier, ...options.results]);
  const name = foldPhrase(term);
  return (labelled.at(-1)?.labels ?? []).some(({ label }) => within(name, foldPhrase(label)));
}

/** Whether a word names the very thing that a label was given to: "spot" of a label of the skin. */
function isLabelled(term: string, labelled: readonly Labelled[]): boolean {
  return labelled.some(({ set, labels, modality }) => {
    const thing = thingOfLabel(set, labels[0]?.label ?? "");
    return thing !== null && trainedPhrases(term, modality.id, new Set([thing])).includes(thing);
  });
}

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
  for (const { asked, phrase } of [...sorted.found, ...sorted.nothing]) {
    if (isNarrower(asked)) notes.push(narrowerNote(asked, phrase));
  }
  const first = sorted.unsupported[0];
  if (first !== undefined) {
    const asked = [...new Set(sorted.unsupported.map((one) => one.asked))];
    notes.push(couldNotLookNote(asked, first.modality.name, first.supported));
    return notes;
  }
  const uncovered = licence.uncovered.filter(
    (term) => !isLabelled(term, sorted.labelled) && !isCompared(term, options),
  );
  if (options.hasImage && uncovered.length > 0) {
    const explained =
      options.results.every((entry) => entry.tool === "lookup") && WORD.test(options.question);
    if (!explained) notes.push(uncoveredNote(uncovered));
  }
  return notes;
}
