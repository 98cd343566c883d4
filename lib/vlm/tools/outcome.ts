import type { MessageMetadata } from "@/lib/contracts/message";
import type { ToolOutcome } from "../guard/guard-options";

/**
 * How a turn ended, from its tool results alone. Something found or labelled or explained counts
 * before nothing found, that before what could not be looked for; a picture that is not medical
 * counts before all.
 */
export function outcomeOf(
  results: readonly ToolOutcome[],
): NonNullable<MessageMetadata["outcome"]> {
  const outcomes = new Set(results.map(({ result }) => result.outcome));
  const has = (tool: ToolOutcome["tool"], outcome: string): boolean =>
    results.some((entry) => entry.tool === tool && entry.result.outcome === outcome);
  if (outcomes.has("unusable")) return "not-supported";
  if (has("ground", "found") || outcomes.has("labelled")) return "answered";
  if (has("ground", "nothing")) return "nothing";
  if (has("ground", "unsupported")) return "could-not-look";
  if (has("lookup", "found")) return "answered";
  if (outcomes.has("not-applicable") || has("lookup", "nothing")) return "could-not-look";
  return "answered";
}
