import { shownProbability } from "@/lib/contracts/shown-probability";
import { isGeneralCard } from "@/lib/knowledge/labels";
import { cardsNamedIn, mentionsCard, nameIn } from "@/lib/knowledge/lookup";
import { ABOUT_ALL, aboutApp } from "@/lib/vlm/guard/about-app";
import { asksOf } from "@/lib/vlm/guard/audience-form";
import {
  apart,
  asksFor,
  beyondLabel,
  howSerious,
  inShort,
  joined,
  kindOf,
  otherView,
  type PictureKind,
  whatNext,
  whichSide,
  why,
} from "@/lib/vlm/guard/further-answers";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";
import { besideGuess, guessed, outsideSet } from "@/lib/vlm/guard/guesses";
import { knownFailuresOf, numbersOf } from "@/lib/vlm/guard/how-sure";
import type { HowSureKnows } from "@/lib/vlm/guard/how-sure-knows";
import {
  DAILY_LIFE,
  FEELINGS,
  STORY,
  tellsOtherView,
  URGENCY,
  WHOM,
} from "@/lib/vlm/guard/life-questions";
import { canLookFor } from "@/lib/vlm/guard/notes";
import { type QuestionKind, questionKind } from "@/lib/vlm/guard/question-kind";
import { GREETING, NO_PICTURE, OUTSIDE } from "@/lib/vlm/guard/without-picture";
import type { Intent } from "@/lib/vlm/intent/intents";

/** What code knows beside the guard's options. */
export type CodeKnows = HowSureKnows & {
  /** Phrases that can be looked for in this chat's picture. */
  searchable: readonly string[];
  /** What the words of the question as a whole are after, where they tell. */
  intent: Intent | null;
  /** What the chat's picture is taken for; null without a medical one. */
  kind: PictureKind | null;
};

const TREATMENT =
  "I cannot advise on medicines, tests or treatment: not on a dose, and not on whether to start, stop, skip or change one. A doctor or a pharmacist can, and knows the person. Please ask before anything is changed.";
const MANAGEMENT =
  "I cannot advise on tests, medicines or treatment: I give labels and places, and know neither the patient nor the other results. That is for the doctor who treats the patient, with a guideline or a pharmacist at hand; a label here is no ground for it.";
const SIZE =
  "I cannot measure. A mark shows where something is in the picture, and the picture alone has no scale. A size is for the report, or for a doctor with the whole examination.";

const WORSE =
  "I cannot say which is worse: I give labels and places, and no grade of how serious something is. That takes the person and the whole examination, so it is a question for a doctor.";

const GRADE =
  "I give labels and places, and no grade: not how severe something is, not its stage, and not whether it is better or worse than before. That takes the person and the whole examination, so it is a question for a doctor.";

const UNMEASURED =
  "I gave no label and placed no mark here, so there is no number for that. What was measured for each kind of picture stands on the page about the model.";
const NEXT_CASE =
  "I have no cases of my own here. Add the next picture below, or begin a new chat and choose a sample picture. Then say what you would call it before you ask me.";
/** Wishes that nothing answers without a picture. */
const OF_PICTURE: readonly (Intent | null)[] = [
  "label",
  "place",
  "presence",
  "kind",
  "size",
  "quiz",
];

/** The labels given before, one a picture and set, with what their numbers can and cannot tell. */
function comparison(earlier: readonly ToolOutcome[]): string | null {
  const labelled = earlier.flatMap(({ tool, result }) =>
    tool === "diagnose" && result.outcome === "labelled" ? [result] : [],
  );
  const last = new Map(labelled.map((result) => [`${result.imageId} ${result.set}`, result]));
  const given = [...last.values()].flatMap((result) => {
    const [top] = result.labels;
    return top === undefined ? [] : [{ result, top }];
  });
  const best = given.reduce<(typeof given)[number] | null>(
    (a, b) => (a === null || b.top.probability > a.top.probability ? b : a),
    null,
  );
  if (given.length < 2 || best === null) return null;
  const each = given.map(({ top }) => `${top.label} with ${shownProbability(top.probability)}`);
  const sets = new Set(given.map(({ result }) => result.set));
  const verdict =
    sets.size > 1
      ? "These labels come from different sets, so their numbers cannot be compared."
      : `The higher number is that of ${best.top.label}.`;
  return `In the order of the pictures, my labels were ${each.join(", then ")}. ${verdict} I can be wrong on each of them.`;
}

/** The last label's set in its order, and what that order is not. Null where no label was given. */
function ordered(earlier: readonly ToolOutcome[], patient: boolean): string | null {
  const last = earlier.findLast(({ tool }) => tool === "diagnose");
  if (last?.tool !== "diagnose" || last.result.outcome !== "labelled") return null;
  const { labels, setName } = last.result;
  const each = labels.map(({ label, probability }) => `${label} ${shownProbability(probability)}`);
  const limits = patient
    ? "It is not a list of what you may have. What is not in the set is never in it. A doctor must look at it."
    : "That is no differential diagnosis: history, examination and other pictures are not in it, and neither is anything outside the set.";
  return `The ${setName} set has these labels, in this order for the picture: ${each.join(", ")}. ${limits}`;
}

/** Whose pictures a label set or a search was made from: of the last result that has one. */
function population(earlier: readonly ToolOutcome[]): string | null {
  const last = earlier.findLast(
    ({ tool, result }) => tool === "diagnose" && result.outcome === "labelled",
  );
  if (last?.tool !== "diagnose" || last.result.outcome !== "labelled") return null;
  const { setName, population: people, view } = last.result;
  return `The ${setName} set was made from ${people}. It holds for ${view}; for other people and other cameras it is untested.`;
}

/** What a label or search is worth and where it is known to fail. */
function limits(options: GuardOptions, knows: CodeKnows): string {
  const people = options.audience === "patient" ? population(options.earlier) : null;
  const told = joined(people, numbersOf(options, knows), knownFailuresOf(options, knows));
  return told === "" ? ABOUT_ALL : told;
}

/** Why no label was given: the reason of the last result that gave none. */
function whyNot(earlier: readonly ToolOutcome[]): string | null {
  const last = earlier.findLast(
    ({ tool, result }) => tool === "diagnose" && result.outcome === "not-applicable",
  );
  if (last?.tool !== "diagnose" || last.result.outcome !== "not-applicable") return null;
  return `I give a label only where a label set was made for such pictures, and none was made for this one. ${last.result.reason}`;
}

const WHERE = /^\W*(?:where|mark|show|find|box|outline|circle)\b/i;
const MINE =
  /\bwhat (?:do|does|is|are)\b[^.?!]{0,30}\b(?:mine|my (?:own )?(?:picture|scan|image|film|photo|x-?ray|mri|ct))\b/i;

/** Whether a question is after something in a picture. */
function wantsPicture(question: string, intent: Intent | null): boolean {
  if (MINE.test(question) || (intent === "place" && WHERE.test(question))) return true;
  return OF_PICTURE.includes(intent) && !mentionsCard(question);
}

/** "Sensitivity versus specificity" is after the words, not after two labels. */
function isGeneralWord(name: string | null): boolean {
  const card = name === null ? undefined : cardsNamedIn(name)[0];
  return card !== undefined && isGeneralCard(card);
}

type Answer = (options: GuardOptions, knows: CodeKnows) => string | null;

const said =
  (text: string): Answer =>
  () =>
    text;

function ownLabel(options: GuardOptions): string | null {
  return (
    besideGuess(options) ??
    whyNot(options.earlier) ??
    aboutApp(options.question) ??
    (/\b(?:it|this|that)\b/i.test(options.question) ? outsideSet(options) : null)
  );
}

const DENIES = /\b(?:exclud\w*|rul(?:e|es|ed|ing) out|not?|without|negative|clear|never)\b/i;

/** After what is to be agreed with: a doctor's view, a guess of another label, a conclusion. */
function claim(options: GuardOptions): string | null {
  if (tellsOtherView(options.question)) {
    const view = besideGuess(options) === null ? otherView(options) : null;
    if (view !== null || options.audience === "patient") return view ?? otherView(options);
  }
  if (DENIES.test(options.question)) return beyondLabel(options);
  return besideGuess(options) ?? beyondLabel(options) ?? whyNot(options.earlier);
}

function size({ hasImage, earlier }: GuardOptions): string | null {
  return hasImage || earlier.some(({ tool }) => tool !== "lookup") ? SIZE : null;
}

const ANSWERS: Readonly<Record<QuestionKind, Answer>> = {
  treatment: ({ audience }) => (audience === "clinician" ? MANAGEMENT : TREATMENT),
  urgency: said(URGENCY),
  "daily-life": said(DAILY_LIFE),
  "next-case": said(NEXT_CASE),
  feelings: (options) => joined(FEELINGS, asksFor(options)),
  story: (options) => joined(STORY, asksFor(options)),
  thanks: ({ question }) =>
    `${GREETING.test(question) ? "Hello." : "You are welcome."} Ask on, or add another medical picture.`,
  "can-look": ({ hasImage }, { searchable }) => (hasImage ? canLookFor(searchable) : null),
  "questions-for-doctor": ({ earlier, audience }) => asksOf(earlier, audience),
  "how-sure": (options, knows) =>
    numbersOf(options, knows) ?? (mentionsCard(options.question) ? null : UNMEASURED),
  "which-surer": (options, knows) => comparison(options.earlier) ?? numbersOf(options, knows),
  "which-worse": said(WORSE),
  differential: ({ earlier, audience }) =>
    ordered(earlier, audience === "patient") ?? whyNot(earlier),
  sides: (options, { searchable }) => whichSide(options, searchable),
  // what names a word of a card is looked up, homework or not
  "off-topic": ({ question }) => (nameIn(question) === null ? OUTSIDE : null),
  size,
  population: ({ earlier, question }) => population(earlier) ?? aboutApp(question) ?? ABOUT_ALL,
  limits,
  claim,
  whom: (options) => joined(WHOM, asksFor(options)),
  "own-label": ownLabel,
  "why-not": ({ earlier }) => whyNot(earlier),
  grade: said(GRADE),
  kind: ({ audience }, { kind }) => (kind === null ? null : kindOf(kind, audience)),
  why: (options) => why(options) ?? whyNot(options.earlier),
  serious: howSerious,
  next: whatNext,
  again: (options) => (nameIn(options.question) === null ? inShort(options) : null),
  apart: (options) => (isGeneralWord(nameIn(options.question)) ? null : apart(options)),
  tool: ({ question }) => aboutApp(question) ?? (mentionsCard(question) ? null : ABOUT_ALL),
};

/**
 * The whole answer to a question that no tool helps with: thanks, medicines, what to ask a doctor,
 * how sure an earlier result was, which side is which, what can be looked for, the product itself.
 * Null where the model answers. Not for questions that bring a picture.
 */
export function codeAnswer(options: GuardOptions, knows: CodeKnows): string | null {
  const { question, hasImage, earlier } = options;
  if (!hasImage && wantsPicture(question, knows.intent)) return NO_PICTURE;
  const kind = questionKind(question, earlier.length > 0, knows.intent);
  if (kind !== null) return ANSWERS[kind](options, knows);
  return aboutApp(question) ?? guessed(options, knows.intent);
}
