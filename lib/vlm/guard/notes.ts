import type { NoteKind } from "@/lib/contracts/message";
import type { GroundResult } from "@/lib/contracts/tools";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import type { Reason } from "@/lib/vlm/guard/judge-sentence";
import { foldPhrase, type Licence, within } from "@/lib/vlm/guard/licence";

type Nothing = Extract<GroundResult, { outcome: "nothing" }>;

/** One paragraph of code's own words, with the mark that opens it. */
export function note(kind: NoteKind, text: string): string {
  return `[note:${kind}] ${text}`;
}

/** "a", "a and b", "a, b and c". */
export function joinWords(items: readonly string[], last = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1) ?? ""}`;
}

function missedSentence(result: Nothing, options: GuardOptions): string {
  const { strength } = result;
  if (strength !== "untested" && strength.missed !== null) {
    const missed = Math.round(strength.missed * 100);
    return `That does not mean there is none: on test pictures I missed ${missed} of 100.`;
  }
  const measured = options.strengthSentence(result);
  if (strength !== "untested" && measured !== null) {
    return `That does not mean there is none. ${measured}`;
  }
  return "That does not mean there is none: how often I miss it is untested.";
}

/** "I looked for bleeding and found none", with how often that is wrong. */
export function nothingNote(result: Nothing, options: GuardOptions): string {
  const asked = foldPhrase(result.asked) === foldPhrase(result.phrase);
  const what = asked ? `*${result.phrase}*` : `*${result.phrase}* (you wrote "${result.asked}")`;
  return note(
    "nothing",
    `I looked for ${what} and found none above my threshold. ${missedSentence(result, options)}`,
  );
}

/** What can be looked for in this picture, as a sentence. */
export function canLookFor(phrases: readonly string[]): string {
  if (phrases.length === 0) return "In a picture like this there is nothing that I can mark.";
  return `Here I can look for: ${joinWords(phrases)}.`;
}

/** The phrases that could not be searched for, in one note. */
export function couldNotLookNote(
  asked: readonly string[],
  modality: string,
  supported: readonly string[],
): string {
  const phrases = asked.map((one) => `*${one}*`);
  const verb = phrases.length > 1 ? "phrases" : "phrase";
  const be = phrases.length > 1 ? "are" : "is";
  return note(
    "could-not-look",
    `I could not search this picture: the ${verb} ${joinWords(phrases)} ${be} outside what I was trained on for ${modality}. ${canLookFor(supported)} So this answer says nothing about whether it is there.`,
  );
}

/** Something wider was looked for than what was asked: "cancer" of a tumour. */
export function narrowerNote(asked: string, phrase: string): string {
  return note(
    "could-not-look",
    `I looked for *${phrase}*, and not for *${foldPhrase(asked)}* itself: a mark does not say of which kind a thing is.`,
  );
}

/** What the question names and nothing was searched for. */
export function uncoveredNote(terms: readonly string[]): string {
  return note(
    "could-not-look",
    `You asked about ${joinWords(terms.map((term) => `*${term}*`))}. I did not look for that, and nothing above says whether it is there or not.`,
  );
}

/** The reading step and the tool name different labels. */
export function differsNote(reading: string, top: string): string {
  return note(
    "differs",
    `My two readings of this picture differ: at first sight *${reading}*, and by the label set *${top}*. Trust neither more than the other, and ask a person who knows such pictures.`,
  );
}

const WHY: Readonly<Record<Reason, string>> = {
  finding: "named something that my tools did not show in this picture",
  place: "named a side or place that no mark has",
  number: "gave a number that no tool gave",
  mark: "did not fit the marks",
  reassurance: "soothed more than the evidence carries",
  fact: "stated a medical fact without a source",
  form: "was not in a form that I can show",
};

/** How many sentences were left out, and why, in a plain sentence. */
export function withheldNote(reasons: readonly Reason[]): string {
  const kinds = [...new Set(reasons)].map((reason) => WHY[reason]);
  const count = reasons.length === 1 ? "one sentence" : `${reasons.length} sentences`;
  const it = reasons.length === 1 ? "It" : kinds.length === 1 ? "Each" : "They";
  return note("withheld", `I left out ${count} of this answer. ${it} ${joinWords(kinds, "or")}.`);
}

/** The label that the reading step names, where it is not the tool's top label; else null. */
export function differingLabel(options: GuardOptions, licence: Licence): string | null {
  if (options.reading === null || licence.topLabel === null) return null;
  const [, tail] = /^.*reading\s*:\s*([^\n]*)$/ims.exec(options.reading) ?? [];
  const step = (tail ?? options.reading).replace(/\(.*$/, "").trim();
  if (/no label set|not a medical image/i.test(step)) return null;
  const named = (step.includes(":") ? step.slice(step.lastIndexOf(":") + 1) : step)
    .replace(/[.\s]+$/, "")
    .trim();
  const folded = foldPhrase(named);
  if (folded === "" || folded === licence.topLabel) return null;
  if (tail === undefined && within(licence.topLabel, folded)) return null;
  return named;
}
