import type { Frame } from "@/lib/vlm/guard/clauses";
import { type Licence, within } from "@/lib/vlm/guard/licence";
import type { TermUse } from "@/lib/vlm/guard/vocabulary";

function inSome(term: string, phrases: Iterable<string>): boolean {
  for (const phrase of phrases) if (within(term, phrase)) return true;
  return false;
}

function isPersons(use: TermUse, licence: Licence): boolean {
  return licence.personTerms.has(use.term);
}

function isStated(use: TermUse, licence: Licence): boolean {
  if (use.kind === "modality") return modalityFits(use, licence);
  return inSome(use.term, licence.stated);
}

/** A kind of picture may be named unless a tool says that it is another one. */
function modalityFits(use: TermUse, licence: Licence): boolean {
  if (licence.modalities.size === 0) return true;
  return inSome(use.term, licence.modalities) || inSome(use.term, licence.settings);
}

function isKnown(use: TermUse, licence: Licence): boolean {
  return (
    isStated(use, licence) ||
    isPersons(use, licence) ||
    inSome(use.term, licence.labels) ||
    inSome(use.term, licence.searched) ||
    inSome(use.term, licence.supported) ||
    inSome(use.term, licence.settings) ||
    inSome(use.term, licence.titles)
  );
}

function inLabels(use: TermUse, licence: Licence): boolean {
  if (inSome(use.term, licence.labels)) return true;
  return use.kind !== "finding" && inSome(use.term, licence.settings);
}

/** Whether a clause of this frame may use this term. */
export function termAllowed(use: TermUse, frame: Frame, clause: string, licence: Licence): boolean {
  switch (frame) {
    case "cannot-look":
      return true;
    case "asked":
      return isPersons(use, licence) || use.kind === "modality";
    case "advice":
      return use.kind === "modality" || adviceAllows(use, clause, licence);
    case "cannot-tell":
    case "meaning":
    case "source":
      return use.kind === "modality" || isKnown(use, licence);
    case "can-look":
      return (
        inSome(use.term, licence.supported) ||
        inSome(use.term, licence.searched) ||
        isStated(use, licence) ||
        use.kind === "modality"
      );
    case "offer":
      return use.kind === "anatomy" || use.kind === "modality" || isStated(use, licence);
    case "searched":
      return inSome(use.term, licence.searched) || isStated(use, licence);
    case "not-found":
      // "I found no bleeding" where "no bleeding" is a label too
      return (
        inSome(use.term.replace(/^no /, ""), licence.searchedInVain) ||
        anatomyOfResults(use, licence)
      );
    case "absence":
      return use.kind === "modality";
    case "label":
      return inLabels(use, licence) || isStated(use, licence);
    case "question":
      return use.kind === "anatomy" || isStated(use, licence);
    case "claim":
      return isStated(use, licence);
  }
}

/** "Ask your doctor about pneumonia": what the person named may be a subject, not a finding here. */
function adviceAllows(use: TermUse, clause: string, licence: Licence): boolean {
  const subject = /\b(?:about|whether|if)\b/.test(clause) && !/\b(?:this|here)\b/.test(clause);
  return isPersons(use, licence) && !isStated(use, licence) ? subject : isKnown(use, licence);
}

/** "No bleeding was found in the endoscopy frame": the region, not a finding. */
function anatomyOfResults(use: TermUse, licence: Licence): boolean {
  if (use.kind === "modality") return modalityFits(use, licence);
  return use.kind === "anatomy" && isStated(use, licence);
}
