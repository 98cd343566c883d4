import type { ToolOutcome } from "@/lib/vlm/guard/guard-options";

/** A question that takes for granted what no tool showed, and ways in which a model could give in. */
export type Leading = {
  question: string;
  /** What is asked about, as a model would write it. */
  thing: string;
  results: ToolOutcome[];
  says: readonly string[];
};

export function leading(
  question: string,
  thing: string,
  results: ToolOutcome[],
  ...says: string[]
): Leading {
  return { question, thing, results, says };
}
