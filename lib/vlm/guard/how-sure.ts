import { ofHundred } from "@/lib/contracts/reading/of-hundred";
import { shownProbability } from "@/lib/contracts/shown-probability";
import { doubtOf } from "@/lib/vlm/guard/doubt";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";
import type { HowSureKnows, LabelFigures, Tested } from "@/lib/vlm/guard/how-sure-knows";
import type { Found, Labelled, Nothing } from "@/lib/vlm/guard/result-parts";

/** Fewer pictures than this say nothing. */
const LEAST = 20;

const isTested = ({ n }: Tested): boolean => n >= LEAST;

const joinParts = (...parts: (string | null)[]): string =>
  parts.filter((part) => part !== null).join(" ");

type Measured = Labelled | Found | Nothing;

/** Asks of a mark, or of a label, and of nothing else. */
const OF_MARK =
  /\b(?:marks?|marked|box(?:es)?|outlin\w*|places?|placed|where|locat\w*|find\w*|found|search\w*|miss(?:ed)?|overlap|iou|threshold|cut-?off|n)\b/i;
const OF_LABEL = /\b(?:labels?|labelled|class\w*|diagnos\w*|probabilit\w*)\b/i;

/** The results of earlier turns that have a number, the last first. */
function measuredIn(earlier: readonly ToolOutcome[]): Measured[] {
  return earlier.toReversed().flatMap(({ tool, result }): Measured[] => {
    if (tool === "lookup") return [];
    if (result.outcome === "labelled") return [result];
    const searched = result.outcome === "found" || result.outcome === "nothing";
    return tool === "ground" && searched ? [result] : [];
  });
}

/**
 * What a question after how sure an answer was is about: the last result with a number; where that
 * is a search, and the same picture has a label, the label before it, unless the words name one.
 */
function asked(earlier: readonly ToolOutcome[], question: string): Measured[] {
  const all = measuredIn(earlier);
  const [last] = all;
  if (last === undefined) return [];
  const label = all.find((one) => one.outcome === "labelled" && one.imageId === last.imageId);
  if (label === undefined || last === label) {
    const mark = all.find((one) => one.outcome !== "labelled" && one.imageId === last.imageId);
    return [OF_MARK.test(question) && !OF_LABEL.test(question) ? (mark ?? last) : last];
  }
  if (OF_LABEL.test(question)) return [label];
  return OF_MARK.test(question) ? [last] : [label, last];
}

/** Of a hundred test pictures of a set, how many labels were right; null where too few were tested. */
function plainAccuracy(of: LabelFigures): string | null {
  const { accuracy } = of;
  if (accuracy === null || !isTested(accuracy)) return null;
  return `On test pictures for this label set, ${ofHundred(accuracy.value)} of my labels were right.`;
}

const between = ({ low, high }: Tested): string =>
  low === null || high === null ? "" : ` (${low.toFixed(2)} to ${high.toFixed(2)})`;

/** What was measured of one label, with 95 % intervals; null where too few pictures were tested. */
function labelMeasured(label: string, of: LabelFigures): string | null {
  const named = [
    ["sensitivity", of.sensitivity],
    ["specificity", of.specificity],
    ["positive predictive value", of.predictive],
  ] as const;
  const told = named.flatMap(([name, figure]) => {
    if (figure === null) return [];
    return isTested(figure)
      ? `${name} ${figure.value.toFixed(2)}${between(figure)}, n ${figure.n}`
      : `${name} untested, n ${figure.n}`;
  });
  if (told.length === 0) return null;
  return `Measured for ${label} on test pictures of this set, with 95 % intervals: ${told.join("; ")}. A predictive value holds for the mix of those pictures alone.`;
}

/** The label of a set that a question names, where it names one that is not the first. */
function otherNamed({ labels }: Labelled, question: string): string | null {
  const asked = question.toLowerCase();
  const named = labels.filter(({ label }) => asked.includes(label.toLowerCase()));
  const [only] = named;
  return only === undefined || named.length > 1 || only === labels[0] ? null : only.label;
}

/** Of a hundred test pictures that have a label, how many got it; null where too few were tested. */
function plainSensitivity(label: string, of: LabelFigures | null): string | null {
  const figure = of?.sensitivity ?? null;
  return figure === null || !isTested(figure)
    ? null
    : `Of test pictures with the label ${label}, I gave it to ${ofHundred(figure.value)}.`;
}

function labelNumbers(result: Labelled, options: GuardOptions, knows: HowSureKnows): string {
  const [top, next] = result.labels;
  if (top === undefined) return "";
  const second = next
    ? ` The next label is ${next.label}, with ${shownProbability(next.probability)}.`
    : "";
  const first = `My label for the picture is ${top.label}, with ${shownProbability(top.probability)} of 1.${second}`;
  const figures = knows.labelFigures(result.set, top.label);
  const other = otherNamed(result, options.question);
  const others = other === null ? null : knows.labelFigures(result.set, other);
  if (options.audience === "patient") {
    // the share of the whole set would flatter a label in doubt
    const doubt = doubtOf(result, { ...options, audience: "clinician" });
    const tested = doubt ?? (figures === null ? null : plainAccuracy(figures));
    return joinParts(
      `${first} The number says how well the picture fits the label. It is not the chance that you have it.`,
      tested,
      other === null ? null : plainSensitivity(other, others),
      "I can be wrong. A doctor must look at it.",
    );
  }
  return joinParts(
    `${first} These are probabilities within the ${result.setName} set alone, made from ${result.population}. For other people and other cameras they are untested.`,
    figures === null ? null : labelMeasured(top.label, figures),
    other === null || others === null ? null : labelMeasured(other, others),
  );
}

function shares(result: Found | Nothing, knows: HowSureKnows): string {
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
    return `How well I find ${phrase} is untested. I can be wrong. A doctor must look at it.`;
  }
  const lines = [
    strength.acc50 === null
      ? `I was tested on ${strength.n} pictures with ${phrase}.`
      : `I was tested on ${strength.n} pictures with ${phrase}. There, ${ofHundred(strength.acc50)} of my best marks were in the right place.`,
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

/** Known failures that are told at once. */
const MOST_FAILURES = 3;

/** How the model is known to fail in the last picture's kind; null where no such list came with it. */
export function knownFailuresOf({ earlier }: GuardOptions, knows: HowSureKnows): string | null {
  const [last = null] = measuredIn(earlier);
  const known = last === null ? [] : knows.failures(last.modality.id).slice(0, MOST_FAILURES);
  return last === null || known.length === 0
    ? null
    : `Known failures in ${last.modality.name} pictures: ${known.join(" ")}`;
}

/**
 * How sure the last label or search of earlier turns was: what the tool gave, and what was measured.
 * Null where none gave a number.
 */
export function numbersOf(options: GuardOptions, knows: HowSureKnows): string | null {
  const patient = options.audience === "patient";
  const told = asked(options.earlier, options.question).map((result) => {
    if (result.outcome === "labelled") return labelNumbers(result, options, knows);
    return patient ? plainShares(result) : shares(result, knows);
  });
  return told.length === 0 ? null : told.join("\n\n");
}

/** A figure of what is asked for in the same breath: "box it, and the threshold?". */
const ALSO_NUMBERS =
  /\b(?:thresholds?|cut-?offs?|scores?|sensitivity|specificity|accuracy|overlap|iou|dice|f1|metrics?|error rates?|how (?:sure|certain|confident|reliable|accurate|good)|how often (?:are|do|is) (?:you|u|that|it))\b/i;

/** What was measured of this turn's own results, where the question asks for it; "" where not. */
export function alsoNumbers(options: GuardOptions): string {
  const { figures, question, results } = options;
  if (figures === undefined || !ALSO_NUMBERS.test(question)) return "";
  return numbersOf({ ...options, earlier: results }, figures) ?? "";
}
