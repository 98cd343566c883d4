/** One numbered step of a turn's reasoning; number 0 where the line has no such form. */
export type Step = { number: number; text: string; evidence: string };

/** The numbered steps of a turn's reasoning. A line in no step's form is one without evidence. */
export function stepsOf(reasoning: string): Step[] {
  return reasoning
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, number, text, evidence] = /^(\d+)\.\s+(.*?)\s+\(([^()]*)\)$/.exec(line) ?? [];
      return { number: Number(number ?? 0), text: text ?? line, evidence: evidence ?? "" };
    });
}
