import type { Audience } from "@/lib/contracts/audience";
import { shownProbability } from "@/lib/contracts/shown-probability";
import { passage } from "@/lib/knowledge/cards";
import { cardOfModality } from "@/lib/knowledge/labels";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";
import { type Labelled, sortResults } from "@/lib/vlm/guard/result-parts";

/** "Just tell me": a student who wants no question first. */
const STRAIGHT =
  /\bjust (?:tell|say|show|give|the answer)|\b(?:no|skip the) (?:quiz|questions?)\b/i;

const ALL_CLEAR =
  /\b(?:so|then|great|good|means|meaning)\b[^?]*\b(?:fine|healthy|harmless|normal|nothing|ok|okay|safe|all right|alright|benign|sure|no (?:cancer|tumou?r|disease|problem|bleeding)|not (?:cancer|dangerous|serious|ill|sick|going blind)|(?:do|does)(?:n'?t| not) (?:have|need)|skip|leave it|ignore)\b/i;

/** What a patient reads first who asks to hear that all is well. */
export const NOT_ALL_CLEAR =
  "I cannot tell you that all is well, and I cannot tell you that it is not. A label or a mark does not rule anything out. A doctor can tell you more.";

/** Whether a person wants to hear that all is well. */
export function asksAllClear(question: string): boolean {
  return ALL_CLEAR.test(question.replaceAll("\u2019", "'"));
}

const LEADS_TO_QUESTIONS = /^(?:here are questions|these questions may|you could ask your doctor)/i;

/** Whether a sentence announces questions for a doctor. */
export function leadsToQuestions(text: string): boolean {
  return LEADS_TO_QUESTIONS.test(text.trim());
}

const FOR_STUDENTS = /^\W*before you read on\b/i;
/** A student after what a patient may ask. */
const WANTS_QUESTIONS = /\b(?:ask\w*|questions?|patients?)\b/i;

/**
 * What a reader does not need of the model's words: a question to a student, but as a student; for a
 * clinician, and a student who did not ask for it, questions to a doctor, and their lead.
 */
export function skippedFor(options: GuardOptions, text: string, section: string | null): boolean {
  const { audience, question } = options;
  if (section === null && audience !== "student" && FOR_STUDENTS.test(text)) return true;
  if (audience === "patient") return false;
  if (audience === "student" && WANTS_QUESTIONS.test(question)) return false;
  return section === "ask" || (section === null && leadsToQuestions(text));
}

/**
 * What an answer opens with for its reader, where the model's own first sentence does not do it: a
 * question for a student, the label with its number for a clinician, for a patient who wants to
 * hear that all is well, that this cannot be told. "" where nothing is due.
 */
export function openingFor(options: GuardOptions, first: string): string {
  const { found, labelled } = sortResults(options.results);
  if (options.audience === "student") {
    if (labelled[0] !== undefined && NUMBER.test(options.question)) return labelLine(labelled[0]);
    if (first.trimEnd().endsWith("?") || STRAIGHT.test(options.question)) return "";
    if (labelled.length > 0) {
      return "Before you read on: how would you describe the picture before naming anything?";
    }
    return found.length > 0 ? "Before you read on: where would you draw the box?" : "";
  }
  const [result] = labelled;
  const numbered = result !== undefined && saysNumber(result, first) ? "" : labelLine(result);
  if (options.audience === "patient") {
    if (asksAllClear(options.question)) return NOT_ALL_CLEAR;
    return NUMBER.test(options.question) ? numbered : "";
  }
  return numbered;
}

/** Asks for the number beside the label. */
const NUMBER =
  /\b(?:softmax|probabilit(?:y|ies)|prob|percent(?:age)?|confidence|scores?|how (?:sure|certain|confident|likely|probable))\b|%|[+&,]\s?p\b|\b(?:with|and|plus|your) p\b/i;

function saysNumber({ labels: [top] }: Labelled, first: string): boolean {
  if (top === undefined) return true;
  return [shownProbability(top.probability), top.probability.toFixed(2)].some((number) =>
    first.includes(number),
  );
}

/** The label with its number, and the next one. "" without a label. */
function labelLine(result: Labelled | undefined): string {
  const [top, next] = result?.labels ?? [];
  if (result === undefined || top === undefined) return "";
  const second = next ? `; next ${next.label} ${shownProbability(next.probability)}` : "";
  return `Label of the ${result.setName} set: ${top.label} ${shownProbability(top.probability)}${second}.`;
}

/** Results about the picture that was looked at last, and look-ups. */
function ofLastPicture(results: readonly ToolOutcome[]): ToolOutcome[] {
  const imageOf = (entry: ToolOutcome) =>
    entry.tool === "lookup" ? null : (entry.result.imageId ?? null);
  const last = results.findLast((entry) => imageOf(entry) !== null);
  return results.filter(
    (entry) => !last || imageOf(entry) === null || imageOf(entry) === imageOf(last),
  );
}

/**
 * Questions for a doctor of a card that results lead to, with its mark: the label's before that of
 * a search, the last picture's alone. Null where no result has a card.
 */
export function asksOf(results: readonly ToolOutcome[], audience: Audience): string | null {
  const { labelled, found, nothing, unsupported, notApplicable, sources } = sortResults(
    ofLastPicture(results).toReversed(),
  );
  const cards = [
    labelled[0]?.labels[0]?.card,
    ...[...found, ...nothing, ...notApplicable].map(
      ({ card, modality }) => card ?? cardOfModality(modality.id),
    ),
    // the card of a phrase that another kind of picture has would ask about that one
    ...unsupported.map(({ modality }) => cardOfModality(modality.id)),
    ...sources,
  ];
  for (const card of cards) {
    const asks = card ? passage(card, "ask", audience) : null;
    if (asks !== null) return `${asks.text} [card:${card}]`;
  }
  return null;
}

/**
 * For a patient, what to ask the doctor: the card's own questions. "" where no result has a card.
 * `announced`: the model has led to questions and given none; then those of earlier turns serve
 * any reader.
 */
export function nextStepFor(options: GuardOptions, announced: boolean): string {
  if (options.audience !== "patient" && !announced) return "";
  const own = options.results.filter(({ tool }) => tool !== "lookup");
  const earlier = announced ? asksOf(options.earlier, options.audience) : null;
  return asksOf(own, options.audience) ?? earlier ?? "";
}
