import { chipsFit, chipsOf, withoutChips } from "@/lib/vlm/guard/chips";
import { clausesOf, type Frame, frameOf } from "@/lib/vlm/guard/clauses";
import { type Licence, within } from "@/lib/vlm/guard/licence";
import { unlicensedNumbers } from "@/lib/vlm/guard/numbers";
import {
  affirms,
  claimsMark,
  denies,
  diagnosesPerson,
  namesNothing,
  pointsOut,
  reassures,
  statesFact,
} from "@/lib/vlm/guard/phrases";
import { unlicensedPlaces, withoutIdioms } from "@/lib/vlm/guard/places";
import { termAllowed } from "@/lib/vlm/guard/term-rules";
import { foldText, words } from "@/lib/vlm/guard/text";
import { findTerms, type TermUse } from "@/lib/vlm/guard/vocabulary";

/** Why a sentence is withheld. */
export type Reason = "finding" | "place" | "number" | "mark" | "reassurance" | "fact" | "form";

const FORGED = /\[\s*(?:card|note)\s*:|<\/?(?:think|tool|\|)|\[\[|\]\]|\{"name"/i;
const SIZES =
  /\b(?!small (?:model|program))(?:large|larger|small|smaller|big|huge|tiny|massive|extensive|widespread|growing|spreading|shrinking|faint|subtle|dense|bright|dark)\b/;
/** Frames in which a word such as "treatment" is a subject, not a statement. */
const NO_FACT: readonly Frame[] = [
  "cannot-look",
  "cannot-tell",
  "asked",
  "advice",
  "meaning",
  "question",
  "source",
  "offer",
];

/** A sentence without the label texts, so that "no tumour" as a label soothes nobody. */
function withoutLabels(folded: string, licence: Licence): string {
  const told = /\b(?:label|labels|labelled|labeled|set|reading|next|second|you|then)\b/;
  if (!told.test(folded)) return folded;
  return licence.labelTexts
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, label) => text.replaceAll(label, "label"), folded);
}

function namesMark(uses: readonly TermUse[], licence: Licence): boolean {
  return uses.some((use) => [...licence.stated].some((phrase) => within(use.term, phrase)));
}

/** Only the kind of picture is named: "This is a chest X-ray." */
function onlyForm(uses: readonly TermUse[]): boolean {
  return uses.length > 0 && uses.every(({ kind }) => kind === "modality" || kind === "anatomy");
}

/** "It is clearly visible", "a large one": points at or measures what no result states. */
function pointsAtNothing(
  clause: string,
  frame: Frame,
  uses: readonly TermUse[],
  chips: number,
  licence: Licence,
): boolean {
  if (frame !== "claim" && frame !== "label") return false;
  if (SIZES.test(clause)) return true;
  const clinical = uses.some(({ kind }) => kind !== "modality");
  if (licence.doubtful && namesNothing(clause) && (clinical || chips > 0)) return true;
  // a label points at no place
  if (licence.marks.size === 0 && namesNothing(clause) && pointsOut(clause)) return !onlyForm(uses);
  if (namesMark(uses, licence)) return false;
  const speaks = uses.length > 0 || chips > 0 || pointsOut(clause);
  if (licence.doubtful && (chips > 0 || (namesNothing(clause) && speaks))) return true;
  if (licence.doubtful && pointsOut(clause)) return true;
  const hasResult = licence.marks.size > 0 || licence.labels.length > 0;
  return !hasResult && uses.length === 0 && pointsOut(clause);
}

function judgeClause(
  clause: string,
  frame: Frame,
  sentenceChips: readonly number[],
  licence: Licence,
): Reason | null {
  const chips = chipsOf(clause);
  const bare = withoutIdioms(withoutChips(clause));
  const folded = words(bare);
  const uses = findTerms(folded, licence.vocabulary);
  if (!uses.every((use) => termAllowed(use, frame, bare, licence))) return "finding";
  const findings = uses.some((use) => use.kind === "finding");
  if ((frame === "claim" || frame === "label") && findings && diagnosesPerson(bare)) {
    return "finding";
  }
  if (!NO_FACT.includes(frame) && statesFact(bare)) return "fact";
  const own = frame === "asked" ? licence.personWords : null;
  const places = unlicensedPlaces(folded, uses, sentenceChips, licence);
  if (places.some((place) => !place.split(" ").every((word) => own?.has(word) ?? false))) {
    return "place";
  }
  if (unlicensedNumbers(bare, frame, licence).length > 0) return "number";
  if (licence.marks.size === 0 && claimsMark(bare)) return "mark";
  const plain = withoutLabels(clause, licence);
  return pointsAtNothing(plain, frame, uses, chips.length, licence) ? "finding" : null;
}

/** "Yes" or "no" as a clause of its own, about anything but how the picture was made. */
function answersYesOrNo(clause: string, sentence: string, licence: Licence): boolean {
  if (!/^\W*(?:yes|no|yeah|nope)(?:\W*$|,| (?:it|there|that|this|they|not)\b)/.test(clause)) {
    return false;
  }
  if (/^\W*yes\b/.test(clause) && licence.borneOut) return false;
  return !(licence.asksForm && sentence.includes("not tested"));
}

const RANKS = /\b(?:next|second|then|followed|after|less|other|also|instead|rather|third|behind)\b/;

/** "The model's label is melanoma" where melanoma is only the second: its rank must be said. */
function misranks(clause: string, sentence: string, frame: Frame, licence: Licence): boolean {
  if (frame !== "label" || licence.topLabel === null) return false;
  const uses = findTerms(words(withoutIdioms(withoutChips(clause))), licence.vocabulary);
  const top = licence.topLabel;
  const lower = uses.filter(
    ({ term, kind }) =>
      kind === "finding" &&
      // "Alzheimer's disease" where the label is that there is no evidence of it
      (licence.topIsNegative || !within(term, top)) &&
      licence.labels.some((label) => within(term, label)) &&
      ![...licence.stated].some((phrase) => within(term, phrase)),
  );
  const whole = ` ${words(sentence).join(" ")} `;
  return lower.length > 0 && !whole.includes(` ${top} `) && !RANKS.test(clause);
}

/** Reasons that need the whole sentence: forged marks, chips, soothing, yes and no. */
function judgeWhole(sentence: string, folded: string, licence: Licence): Reason | null {
  if (FORGED.test(sentence)) return "form";
  if (reassures(withoutLabels(folded, licence))) return "reassurance";
  if (!chipsFit(sentence, licence)) return "mark";
  if (affirms(folded) && !licence.borneOut) return "finding";
  return denies(folded) ? "finding" : null;
}

/**
 * Whether one sentence of the model may reach the person: null, or why it is withheld. Pure.
 * Slots are not sentences; see slots.ts.
 */
export function judgeSentence(sentence: string, licence: Licence): Reason | null {
  const folded = foldText(sentence);
  const whole = judgeWhole(sentence, folded, licence);
  if (whole !== null) return whole;
  const question = folded.endsWith("?");
  const chips = chipsOf(sentence);
  let labelled = false;
  let last = "claim" as Frame;
  for (const clause of clausesOf(folded)) {
    if (answersYesOrNo(clause, folded, licence)) return "finding";
    const own = frameOf(clause, question, labelled);
    // "What I can look for here: left lung"
    const frame: Frame = own === "claim" && last === "can-look" ? last : own;
    last = frame;
    labelled ||= frame === "label";
    if (misranks(clause, folded, frame, licence)) return "finding";
    const reason = judgeClause(clause, frame, chips, licence);
    if (reason !== null) return reason;
  }
  return null;
}
