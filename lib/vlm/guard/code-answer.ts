import { ofHundred } from "@/lib/contracts/reading/of-hundred";
import { shownProbability } from "@/lib/contracts/shown-probability";
import { mentionsCard } from "@/lib/knowledge/lookup";
import { ABOUT_ALL, aboutApp } from "@/lib/vlm/guard/about-app";
import { asksOf } from "@/lib/vlm/guard/audience-form";
import {
  fromCard,
  howSerious,
  inShort,
  kindOf,
  type PictureKind,
  whatNext,
  why,
} from "@/lib/vlm/guard/further-answers";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";
import { canLookFor } from "@/lib/vlm/guard/notes";
import { questionKind } from "@/lib/vlm/guard/question-kind";
import type { Found, Labelled, Nothing } from "@/lib/vlm/guard/result-parts";
import { GREETING, NO_PICTURE, OUTSIDE } from "@/lib/vlm/guard/without-picture";
import type { Intent } from "@/lib/vlm/intent/intents";

/** What code knows beside the guard's options. */
export type CodeKnows = {
  /** Phrases that can be looked for in this chat's picture. */
  searchable: readonly string[];
  /** Score from which a search of this phrase in this kind of picture counts, or null. */
  threshold(phrase: string, modality: string): number | null;
  /** What the words of the question as a whole are after, where they tell. */
  intent: Intent | null;
  /** What the chat's picture is taken for; null without a medical one. */
  kind: PictureKind | null;
};

const TREATMENT =
  "I cannot advise on medicines, tests or treatment: not on a dose, and not on whether to start, stop, skip or change one. A doctor or a pharmacist can, and knows the person. Please ask before anything is changed.";
const SIZE =
  "I cannot measure. A mark shows where something is in the picture, and the picture alone has no scale. A size is for the report, or for a doctor with the whole examination.";

const WORSE =
  "I cannot say which is worse: I give labels and places, and no grade of how serious something is. That takes the person and the whole examination, so it is a question for a doctor.";

const GRADE =
  "I give labels and places, and no grade: not how severe something is, not its stage, and not whether it is better or worse than before. That takes the person and the whole examination, so it is a question for a doctor.";

const UNMEASURED =
  "I gave no label and placed no mark here, so there is no number for that. What was measured for each kind of picture stands on the page about the model.";
/** Wishes that nothing answers without a picture. */
const OF_PICTURE: readonly (Intent | null)[] = [
  "label",
  "place",
  "presence",
  "kind",
  "size",
  "quiz",
];

type Measured = Labelled | Found | Nothing;

/** The last result of earlier turns that has a number. */
function lastMeasured(earlier: readonly ToolOutcome[]): Measured | null {
  for (const { tool, result } of earlier.toReversed()) {
    if (tool === "lookup") continue;
    if (result.outcome === "labelled") return result;
    if (tool === "ground" && (result.outcome === "found" || result.outcome === "nothing")) {
      return result;
    }
  }
  return null;
}

function labelNumbers(result: Labelled, patient: boolean): string {
  const [top, next] = result.labels;
  if (top === undefined) return "";
  const second = next
    ? ` The next label is ${next.label}, with ${shownProbability(next.probability)}.`
    : "";
  const first = `My label for the picture is ${top.label}, with ${shownProbability(top.probability)} of 1.${second}`;
  return patient
    ? `${first} The number says how well the picture fits the label. It is not the chance that you have it, and I can be wrong. A doctor must look at it.`
    : `${first} These are probabilities within the ${result.setName} set alone, made from ${result.population}. For other people and other cameras they are untested.`;
}

function shares(result: Found | Nothing, knows: CodeKnows): string {
  const { strength } = result;
  const where = `${result.phrase} in ${result.modality.name} pictures`;
  const thresholds = result.phrase
    .split(" and ")
    .flatMap((phrase) => knows.threshold(phrase, result.modality.id) ?? [])
    .map((value) => value.toFixed(2));
  const threshold = thresholds.length > 0 ? `threshold ${thresholds.join(" and ")}` : "";
  if (strength === "untested") {
    return `Measured for ${where}: untested${threshold === "" ? "" : `; ${threshold}`}.`;
  }
  const parts = [
    `n ${strength.n}`,
    strength.acc50 === null ? "" : `overlap of half or more ${strength.acc50.toFixed(2)}`,
    strength.iou === null ? "" : `mean overlap ${strength.iou.toFixed(2)}`,
    strength.f1 === null ? "" : `F1 ${strength.f1.toFixed(2)}`,
    strength.missed === null ? "" : `missed ${strength.missed.toFixed(2)}`,
    strength.falseAlarm === null ? "" : `false alarms ${strength.falseAlarm.toFixed(2)}`,
    threshold,
  ];
  return `Measured for ${where}: ${parts.filter((part) => part !== "").join("; ")}.`;
}

/** The same for a patient: shares of a hundred, in short sentences. */
function plainShares({ strength, phrase }: Found | Nothing): string {
  if (strength === "untested") {
    return `How well I find a ${phrase} is untested. I can be wrong. A doctor must look at it.`;
  }
  const lines = [
    strength.acc50 === null
      ? `I was tested on ${strength.n} pictures.`
      : `I was tested on ${strength.n} pictures. There, ${ofHundred(strength.acc50)} of my best marks were in the right place.`,
    strength.missed === null
      ? ""
      : `I missed ${strength.missed === 0 ? "none" : ofHundred(strength.missed)}.`,
    strength.f1 === null || strength.acc50 !== null
      ? ""
      : `My marks and the true ones agreed with ${strength.f1.toFixed(2)} of 1.`,
    "I can be wrong here too. A doctor must look at it.",
  ];
  return lines.filter((line) => line !== "").join(" ");
}

function numbersOf(options: GuardOptions, knows: CodeKnows): string | null {
  const patient = options.audience === "patient";
  const result = lastMeasured(options.earlier);
  if (result === null) return null;
  if (result.outcome === "labelled") return labelNumbers(result, patient);
  return patient ? plainShares(result) : shares(result, knows);
}

/** Whether a word that no other label has stands in a text of words between blanks. */
function tells(label: string, labels: readonly { label: string }[], asked: string): boolean {
  const others = labels.filter((other) => other.label !== label).map((other) => other.label);
  return label
    .toLowerCase()
    .split(" ")
    .filter(
      (word) => word.length > 4 && !others.some((other) => other.toLowerCase().includes(word)),
    )
    .some((word) => asked.includes(` ${word} `));
}

/**
 * The person's own guess beside the last label: both numbers of the one set. Null where no label was
 * given, the guess is none of its labels or more than one, and for a patient, who is to guess nothing.
 */
function besideGuess({ audience, question, earlier }: GuardOptions): string | null {
  if (audience === "patient") return null;
  const last = earlier.findLast(({ tool }) => tool === "diagnose");
  if (last?.tool !== "diagnose" || last.result.outcome !== "labelled") return null;
  const { labels, setName } = last.result;
  const asked = ` ${question
    .toLowerCase()
    .replaceAll(/tumor\b/g, "tumour")
    .split(/[^\p{L}\p{N}']+/u)
    .join(" ")} `;
  const whole = labels.filter(({ label }) => asked.includes(` ${label.toLowerCase()} `));
  const named =
    whole.length > 0 ? whole : labels.filter(({ label }) => tells(label, labels, asked));
  const [top] = labels;
  const [guess] = named;
  if (top === undefined || guess === undefined || named.length > 1) return null;
  const mine = `${top.label}, with ${shownProbability(top.probability)} of 1`;
  const compared =
    guess.label === top.label
      ? `My label for the picture is the same: ${mine}.`
      : `My label for the picture is another: ${mine}. In the ${setName} set, ${guess.label} has ${shownProbability(guess.probability)}.`;
  return `${compared} I can be wrong, so look at the picture again.`;
}

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

/** Why no label was given: the reason of the last result that gave none. */
function whyNot(earlier: readonly ToolOutcome[]): string | null {
  const last = earlier.findLast(
    ({ tool, result }) => tool === "diagnose" && result.outcome === "not-applicable",
  );
  if (last?.tool !== "diagnose" || last.result.outcome !== "not-applicable") return null;
  return `I give a label only where a label set was made for such pictures, and none was made for this one. ${last.result.reason}`;
}

/**
 * The whole answer to a question that no tool helps with: thanks, medicines, what to ask a doctor,
 * how sure an earlier result was, which side is which, what can be looked for, the product itself. Null where the model answers. Not for
 * questions that bring a picture.
 */
export function codeAnswer(options: GuardOptions, knows: CodeKnows): string | null {
  const named = mentionsCard(options.question);
  if (!options.hasImage && OF_PICTURE.includes(knows.intent) && !named) return NO_PICTURE;
  switch (questionKind(options.question, options.earlier.length > 0, knows.intent)) {
    case "treatment":
      return TREATMENT;
    case "thanks":
      return `${GREETING.test(options.question) ? "Hello." : "You are welcome."} Ask on, or add another medical picture.`;
    case "can-look":
      return options.hasImage ? canLookFor(knows.searchable) : null;
    case "questions-for-doctor":
      return asksOf(options.earlier, options.audience);
    case "how-sure":
      return numbersOf(options, knows) ?? UNMEASURED;
    case "which-surer":
      return comparison(options.earlier) ?? numbersOf(options, knows);
    case "which-worse":
      return WORSE;
    case "differential":
      return ordered(options.earlier, options.audience === "patient") ?? whyNot(options.earlier);
    case "sides":
      return fromCard("left-and-right", options.audience);
    case "off-topic":
      return OUTSIDE;
    case "size":
      return options.hasImage || options.earlier.some(({ tool }) => tool !== "lookup")
        ? SIZE
        : null;
    case "population":
      return population(options.earlier) ?? ABOUT_ALL;
    case "own-label":
      return besideGuess(options) ?? whyNot(options.earlier) ?? aboutApp(options.question);
    case "why-not":
      return whyNot(options.earlier);
    case "grade":
      return GRADE;
    case "kind":
      return knows.kind === null ? null : kindOf(knows.kind, options.audience);
    case "why":
      return why(options) ?? whyNot(options.earlier);
    case "serious":
      return howSerious(options);
    case "next":
      return whatNext(options);
    case "again":
      return inShort(options);
    case "tool":
      return aboutApp(options.question) ?? (named ? null : ABOUT_ALL);
    case null:
      return aboutApp(options.question);
  }
}
