import { readingGrade } from "@/lib/knowledge/reading-grade";
import { nextStepFor, openingFor } from "@/lib/vlm/guard/audience-form";
import { chipsOf } from "@/lib/vlm/guard/chips";
import { clausesOf } from "@/lib/vlm/guard/clauses";
import { foldPhrase } from "@/lib/vlm/guard/licence";
import { claimsMark } from "@/lib/vlm/guard/phrases";
import { sortResults } from "@/lib/vlm/guard/result-parts";
import { foldText, words } from "@/lib/vlm/guard/text";
import { modelSentences, unsourced, withoutPassages } from "@/scripts/eval/talks/sourced";
import { paragraphsOf, plainOf, sentencesOf, type Told } from "@/scripts/eval/talks/told";

/** Whether a check holds; null where it says nothing about the turn. */
export type Check = (told: Told) => boolean | null;

/** School years that a patient's answer may ask for. */
const HARDEST = 8;

/**
 * What points at no box that a tool returned in this talk: chips, and sentences that claim a mark
 * where there is none.
 */
export function marksWithoutBox(told: Told): string[] {
  const { turn, options } = told;
  const { found } = sortResults([...options.earlier, ...options.results]);
  const boxes = new Set(found.flatMap((result) => result.boxes.map(({ id }) => id)));
  const claims = boxes.size > 0 ? [] : modelSentences(told);
  return [
    ...chipsOf(turn.text).flatMap((chip) => (boxes.has(chip) ? [] : [`[${chip}]`])),
    ...claims.filter((sentence) => clausesOf(foldText(sentence)).some(claimsMark)),
  ];
}

/** What is called a label is a label of a set that spoke in this talk, and the top one is its top. */
function labelsFit(told: Told, everyLabel: readonly string[]): boolean | null {
  const spoken = sortResults([...told.options.earlier, ...told.options.results]).labelled;
  const known = new Set(spoken.flatMap(({ labels }) => labels.map(({ label }) => label)));
  const tops = new Set(spoken.flatMap(({ labels }) => labels.slice(0, 1).map((one) => one.label)));
  const telling = paragraphsOf(told.turn.text)
    .flatMap(({ text }) => sentencesOf(withoutPassages(text, told)))
    .filter((sentence) => /\blabels?\b/i.test(sentence));
  if (telling.length === 0) return null;
  return telling.every((sentence) => {
    const folded = ` ${foldPhrase(sentence)} `;
    const named = everyLabel.filter((label) => folded.includes(` ${foldPhrase(label)} `));
    const [, top] =
      /(?<!\b(?:next|second|other) )\blabel is "?([^.("]+?)"?[ .(]*(?:\(|\.|,|$)/i.exec(sentence) ??
      [];
    const claimed = everyLabel.find((label) => label === foldText(top ?? ""));
    return (
      named.every((one) => [...known].some((label) => label === one || label.includes(one))) &&
      (claimed === undefined || tops.has(claimed))
    );
  });
}

/** No sentence stands in an answer twice. */
function saidOnce({ turn }: Told): boolean {
  const keys = sentencesOf(plainOf(turn.text))
    .map((sentence) => words(sentence).join(" "))
    .filter((key) => key !== "");
  return new Set(keys).size === keys.length;
}

/** The first sentence that is no remark of code. */
function firstSentence(text: string): string {
  const body = paragraphsOf(text).find(({ note }) => !note);
  return sentencesOf(body?.text ?? "")[0] ?? "";
}

/** Student: a question first. Clinician: the number first. Patient: what to ask next. */
function hasForm(told: Told): boolean | null {
  const { options, turn, audience } = told;
  if (audience === "patient") {
    if (nextStepFor(options, false) === "") return null;
    return /Questions to ask the doctor:[^\n]*\[card:/.test(turn.text);
  }
  if (openingFor(options, "") === "") return null;
  return openingFor(options, firstSentence(turn.text)) === "";
}

/** The checks that every turn must pass. `everyLabel`: all labels of all sets of the model. */
export function everyTurn(everyLabel: readonly string[]): Readonly<Record<string, Check>> {
  return {
    answers: ({ turn }) => plainOf(turn.text) !== "",
    marks: (told) => marksWithoutBox(told).length === 0,
    sourced: (told) => unsourced(told).length === 0,
    label: (told) => labelsFit(told, everyLabel),
    once: saidOnce,
    form: hasForm,
    grade: ({ audience, turn }) =>
      audience === "patient" ? readingGrade(plainOf(turn.text)) <= HARDEST : null,
    emergency: ({ line, turn }) =>
      turn.text.startsWith("[note:emergency]") === (line.expect.emergency ?? false),
    unfinished: (told) => !modelSentences(told).some((sentence) => !/[.?!:)\]"]$/.test(sentence)),
  };
}
