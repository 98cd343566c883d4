import type { Audience } from "@/lib/contracts/audience";
import {
  diagnoseResultSchema,
  groundResultSchema,
  lookupResultSchema,
} from "@/lib/contracts/tools";
import { rightShareOf } from "@/lib/vlm/evlf/measured-figures";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";
import { type Licence, licenceOf } from "@/lib/vlm/guard/licence";
import { type Labelled, sortResults } from "@/lib/vlm/guard/result-parts";
import { takeSentence } from "@/lib/vlm/guard/sentences";
import type { ModelCard } from "@/lib/vlm/registry";
import { strengthOf } from "@/lib/vlm/tools/strength";
import type { Turn } from "@/scripts/eval/model";
import type { Played } from "@/scripts/eval/talks/play-talk";
import type { Ending, Line } from "@/scripts/eval/talks/script";

/** One turn with all that its checks need. */
export type Told = {
  line: Line;
  turn: Turn;
  audience: Audience;
  card: Pick<ModelCard, "phrases" | "modalities" | "regions" | "measured" | "knownFailures">;
  /** What the guard knew of this turn, made again from the tools' outputs. */
  options: GuardOptions;
  licence: Licence;
  /** Ends of this turn's calls, in order. */
  endings: Ending[];
  /** The last label set that spoke in this talk up to here, or null. */
  labelled: Labelled | null;
};

/** The outcome of a call, or null where its output has not the tool's form. */
function outcomeOf({ tool, output }: Turn["calls"][number]): ToolOutcome | null {
  if (tool === "ground") {
    const result = groundResultSchema.safeParse(output);
    return result.success ? { tool, result: result.data } : null;
  }
  if (tool === "diagnose") {
    const result = diagnoseResultSchema.safeParse(output);
    return result.success ? { tool, result: result.data } : null;
  }
  const result = lookupResultSchema.safeParse(output);
  return tool === "lookup" && result.success ? { tool, result: result.data } : null;
}

function endingOf({ tool, result }: ToolOutcome): Ending {
  switch (result.outcome) {
    case "unusable":
      return result.reason === "no-image" ? "no-picture" : "not-supported";
    case "unsupported":
      return "could-not-look";
    case "not-applicable":
      return "no-set";
    case "found":
      return tool === "lookup" ? "explained" : "found";
    case "nothing":
      return tool === "lookup" ? "no-source" : "nothing";
    case "labelled":
      return "labelled";
  }
}

/** A picture that is not medical counts even where no tool was called, as in the app. */
function withStranger(results: readonly ToolOutcome[], turn: Turn): ToolOutcome[] {
  const said = results.some(({ result }) => result.outcome === "unusable");
  if (turn.outcome !== "not-supported" || said) return [...results];
  const result = { outcome: "unusable", reason: "not-medical" } as const;
  return [...results, { tool: "diagnose", result: { ...result, modality: null, imageId: null } }];
}

/** The turns of a talk as their checks read them. */
export function toldOf({ script, turns }: Played, card: Told["card"]): Told[] {
  const earlier: ToolOutcome[] = [];
  const person: string[] = [];
  let hasImage = false;
  return script.lines.flatMap((line, at) => {
    const turn = turns[at];
    if (turn === undefined) return [];
    person.push(line.says);
    hasImage ||= line.picture !== undefined;
    const outcomes = turn.calls.map(outcomeOf).filter((outcome) => outcome !== null);
    const results = withStranger(outcomes, turn);
    const options: GuardOptions = {
      audience: script.audience,
      question: line.says,
      personText: person.join("\n"),
      results,
      earlier: [...earlier],
      reading: null,
      hasImage,
      strengthSentence: strengthOf,
      rightShare: (probability) => rightShareOf(card, probability),
    };
    earlier.push(...outcomes);
    const told: Told = {
      line,
      turn,
      audience: script.audience,
      card,
      options,
      licence: licenceOf(options),
      endings: results.map(endingOf),
      labelled: sortResults(earlier).labelled.at(-1) ?? null,
    };
    return [told];
  });
}

/** The paragraphs of an answer; `note`: code's own remark. */
export function paragraphsOf(text: string): { text: string; note: boolean }[] {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map((part) => ({ text: part.trim(), note: part.trim().startsWith("[note:") }));
}

/** The sentences of a text, as the guard cuts them. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let rest = text;
  for (;;) {
    const next = takeSentence(rest, true);
    if (next === null) return sentences;
    sentences.push(next.piece.text);
    rest = next.rest;
  }
}

/** A text as a person hears it: without the marks that code places, and without emphasis. */
export function plainOf(text: string): string {
  return text
    .replace(/\[(?:note|card):[a-z0-9-]+\]/g, " ")
    .replace(/\[\d{1,4}\]/g, " ")
    .replace(/^> ?/gm, "")
    .replace(/[*_#`]/g, "")
    .replace(/[ \t]+(?=[.,;:?!])/g, "")
    .replace(/[ \t]+/g, " ")
    .trim();
}
