import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";

/**
 * What an answer's tools gave, each once, without a word of the conversation: "ground:found",
 * "diagnose:labelled", "lookup:failed".
 */
export function resultsOf(answer: EvlfMessage): string[] {
  const kinds = answer.parts.flatMap((part) => {
    if (!part.type.startsWith("tool-") || !("state" in part)) return [];
    const tool = part.type.slice("tool-".length);
    if (part.state === "output-error") return [`${tool}:failed`];
    if (part.state !== "output-available" || !("output" in part)) return [];
    const { output } = part;
    const told = typeof output === "object" && output !== null && "outcome" in output;
    return [`${tool}:${told ? String(output.outcome) : "given"}`];
  });
  return [...new Set(kinds)].toSorted();
}
