import { shownProbability } from "@/lib/contracts/shown-probability";
import { passage } from "@/lib/knowledge/cards";
import { cardOfModality } from "@/lib/knowledge/labels";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { sortResults } from "@/lib/vlm/guard/result-parts";

/** "Just tell me": a student who wants no question first. */
const STRAIGHT =
  /\bjust (?:tell|say|show|give|the answer)|\b(?:no|skip the) (?:quiz|questions?)\b/i;

const LEADS_TO_QUESTIONS = /^(?:here are questions|these questions may|you could ask your doctor)/i;

/** Whether a sentence announces questions for a doctor. */
export function leadsToQuestions(text: string): boolean {
  return LEADS_TO_QUESTIONS.test(text.trim());
}

/** What a clinician does not need of the model's words: questions to a doctor, and their lead. */
export function skippedFor(options: GuardOptions, text: string, section: string | null): boolean {
  if (options.audience !== "clinician") return false;
  return section === "ask" || (section === null && leadsToQuestions(text));
}

/**
 * What an answer opens with for its reader, where the model's own first sentence does not do it: a
 * question for a student, the label with its number for a clinician. "" where nothing is due.
 */
export function openingFor(options: GuardOptions, first: string): string {
  const { found, labelled } = sortResults(options.results);
  if (options.audience === "student") {
    if (first.trimEnd().endsWith("?") || STRAIGHT.test(options.question)) return "";
    if (labelled.length > 0) {
      return "Before you read on: how would you describe the picture before naming anything?";
    }
    return found.length > 0 ? "Before you read on: where would you draw the box?" : "";
  }
  const [result] = labelled;
  const [top, next] = result?.labels ?? [];
  if (options.audience !== "clinician" || !result || !top) return "";
  const number = shownProbability(top.probability);
  if (first.includes(number) || first.includes(top.probability.toFixed(2))) return "";
  const second = next ? `; next ${next.label} ${shownProbability(next.probability)}` : "";
  return `Label of the ${result.setName} set: ${top.label} ${number}${second}.`;
}

/**
 * For a patient, what to ask the doctor: the card's own questions. "" where no result has a card.
 * `announced`: the model has led to questions and given none; then those of earlier turns serve
 * any reader.
 */
export function nextStepFor(options: GuardOptions, announced: boolean): string {
  if (options.audience !== "patient" && !announced) return "";
  const results = announced
    ? [...options.results, ...options.earlier.toReversed()]
    : options.results;
  const { labelled, found, nothing, unsupported, notApplicable } = sortResults(results);
  const cards = [
    labelled[0]?.labels[0]?.card,
    ...[...found, ...nothing, ...notApplicable, ...unsupported].map(
      ({ card, modality }) => card ?? cardOfModality(modality.id),
    ),
  ];
  for (const card of cards) {
    const asks = card ? passage(card, "ask", options.audience) : null;
    if (asks !== null) return `${asks.text} [card:${card}]`;
  }
  return "";
}
