import type { EvlfMessage } from "@/lib/contracts/message";
import { shownProbability } from "@/lib/contracts/shown-probability";
import type { DiagnoseResult, GroundResult, LookupResult } from "@/lib/contracts/tools";

type Part = EvlfMessage["parts"][number];
export type ToolPart = Extract<Part, { toolCallId: string; type: `tool-${string}` }>;

/** One of the model's tool calls in a message? */
export function isToolPart(part: Part): part is ToolPart {
  return (
    part.type === "tool-ground" || part.type === "tool-diagnose" || part.type === "tool-lookup"
  );
}

/** A tool step as a person reads it: verb, object (drawn slanted), outcome. */
export type ToolWords = { verb: string; object: string | null; outcome: string | null };

function groundWords(asked: string, result: GroundResult | undefined): ToolWords {
  if (result === undefined) return { verb: "Looking for", object: asked, outcome: null };
  switch (result.outcome) {
    case "found": {
      const meant = result.phrase === asked ? "" : ` (as ${result.phrase})`;
      return {
        verb: "Looked for",
        object: asked,
        outcome: `found ${result.boxes.length}${meant}`,
      };
    }
    case "nothing":
      return { verb: "Looked for", object: asked, outcome: "found none" };
    case "unsupported":
      return {
        verb: "Could not look for",
        object: asked,
        outcome: `not trained for it in ${result.modality.name}`,
      };
    case "unusable":
      return {
        verb: "Could not look for",
        object: asked,
        outcome: result.reason === "no-image" ? "there is no picture" : "not a picture I know",
      };
  }
}

function diagnoseWords(result: DiagnoseResult | undefined): ToolWords {
  if (result === undefined)
    return { verb: "Comparing with what it was trained on", object: null, outcome: null };
  if (result.outcome === "labelled") {
    const top = result.labels[0];
    return {
      verb: "Compared with the",
      object: `${result.setName} set`,
      outcome: top === undefined ? null : `${top.label} ${shownProbability(top.probability)}`,
    };
  }
  if (result.outcome === "not-applicable")
    return { verb: "No set of labels fits this picture", object: null, outcome: null };
  return {
    verb: "Could not compare",
    object: null,
    outcome: result.reason === "no-image" ? "there is no picture" : "not a picture I know",
  };
}

function lookupWords(term: string, result: LookupResult | undefined): ToolWords {
  if (result === undefined) return { verb: "Looking up", object: term, outcome: null };
  if (result.outcome === "nothing")
    return { verb: "Looked up", object: term, outcome: "I have no source for this" };
  const titles = [...new Set(result.passages.map((passage) => passage.title))];
  return { verb: "Looked up", object: term, outcome: titles.join(", ") };
}

/** Says in words what a tool call does or did. Safe while its input is still being written. */
export function toolWords(part: ToolPart): ToolWords {
  const words = wordsOf(part);
  return part.state === "output-error" ? { ...words, outcome: "this step failed" } : words;
}

function wordsOf(part: ToolPart): ToolWords {
  const output = part.state === "output-available" ? part.output : undefined;
  if (part.type === "tool-ground")
    return groundWords(part.input?.phrase ?? "…", output as GroundResult | undefined);
  if (part.type === "tool-lookup")
    return lookupWords(part.input?.term ?? "…", output as LookupResult | undefined);
  return diagnoseWords(output as DiagnoseResult | undefined);
}

/** The kind of picture that a finished step was about, by its id; null where there is none. */
export function stepModality(part: ToolPart): string | null {
  if (part.state !== "output-available" || part.type === "tool-lookup") return null;
  const { modality } = part.output as DiagnoseResult | GroundResult;
  return modality === null || modality.id === "none" ? null : modality.id;
}

/** The same in one line, for the status line and for assistive technology. */
export function toolLine(part: ToolPart, withOutcome = true): string {
  const { verb, object, outcome } = toolWords(part);
  const subject = object === null ? verb : `${verb} ${object}`;
  return withOutcome && outcome !== null ? `${subject}: ${outcome}` : subject;
}
