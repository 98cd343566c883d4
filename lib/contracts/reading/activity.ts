import type { EvlfMessage } from "@/lib/contracts/message";
import { parseReasoning, type ReasoningStep } from "@/lib/contracts/reading/reasoning";
import { isToolPart, type ToolPart, toolLine } from "@/lib/contracts/reading/tool-words";

/** What the model did before it answered, in order. */
export type Activity = { kind: "step"; step: ReasoningStep } | { kind: "tool"; part: ToolPart };

/** Reasoning steps and tool calls of a message, in the order in which they happened. */
export function activitiesOf(message: EvlfMessage): Activity[] {
  return message.parts.flatMap((part): Activity[] => {
    if (part.type === "reasoning")
      return parseReasoning(part.text).map((step) => ({ kind: "step", step }));
    return isToolPart(part) ? [{ kind: "tool", part }] : [];
  });
}

/** The answer's text, its parts joined as paragraphs. */
export function answerText(message: EvlfMessage): string {
  return message.parts
    .flatMap((part) => (part.type === "text" && part.text.trim() !== "" ? [part.text] : []))
    .join("\n\n");
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

function lookedAt(activities: Activity[], marks: number): string {
  const tools = activities.flatMap((each) => (each.kind === "tool" ? [each.part] : []));
  const searches = tools.filter((part) => part.type === "tool-ground").length;
  const lookups = tools.filter((part) => part.type === "tool-lookup").length;
  if (marks > 0) return `Looked at ${count(marks, "place", "places")}`;
  if (searches > 0) return `Looked for ${count(searches, "thing", "things")}`;
  if (lookups > 0) return `Looked up ${count(lookups, "word", "words")}`;
  if (tools.length > 0) return "Compared with known pictures";
  return count(activities.length, "step", "steps");
}

/**
 * The line under which the reasoning folds away: "Looked at 3 places in 2.1 s".
 * @param marks Number of boxes that the answer has; null where they may not be told yet.
 */
export function summaryWords(
  activities: Activity[],
  marks: number | null,
  elapsedMs: number | undefined,
): string {
  const looked = marks === null ? "Looked at the picture" : lookedAt(activities, marks);
  return elapsedMs === undefined ? looked : `${looked} in ${(elapsedMs / 1000).toFixed(1)} s`;
}

/**
 * What the model does at this moment, in words, while its turn runs.
 * @param secret The reader works it out first: name no finding.
 */
export function nowWords(message: EvlfMessage, secret: boolean): string {
  const last = message.parts.findLast(
    (part) => isToolPart(part) || part.type === "reasoning" || part.type === "text",
  );
  if (last === undefined) return "Reading the picture";
  if (isToolPart(last)) return toolLine(last, !secret);
  if (last.type === "text") return "Writing the answer";
  if (secret) return "Looking at the picture";
  const step = last.type === "reasoning" ? parseReasoning(last.text).at(-1) : undefined;
  return step === undefined || step.text === "" ? "Looking at the picture" : step.text;
}
