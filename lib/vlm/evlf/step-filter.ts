/** A reasoning step as trained: a number, a sentence, and its evidence in brackets. */
const STEP =
  /^\d+\. \S.* \((?:image|none|diagnose|ground|lookup|box \d+|boxes \d+(?:, \d+)*|card [a-z0-9-]+)\)$/;

/** Whole steps in what was written. */
export function wholeSteps(written: string): number {
  return written.split("\n").filter((line) => STEP.test(line.trim())).length;
}

/**
 * Lets only whole steps of the trained form through, line by line; anything else that the model
 * writes between its thinking tags is no reasoning that a person can check.
 */
export class StepFilter {
  #pending = "";
  #any = false;
  #number: number;

  /** `before`: steps of this turn that were shown already. */
  constructor(before = 0) {
    this.#number = before;
  }

  /** Takes a piece; gives the steps that have become whole, one a line. */
  push(piece: string): string {
    this.#pending += piece;
    const lines = this.#pending.split("\n");
    this.#pending = lines.pop() ?? "";
    return this.#keep(lines);
  }

  /** The last line, if it is a step. */
  end(): string {
    const last = this.#pending;
    this.#pending = "";
    return this.#keep([last]);
  }

  #keep(lines: readonly string[]): string {
    return lines
      .map((line) => line.trim())
      .filter((line) => STEP.test(line))
      .map((line) => {
        const lead = this.#any ? "\n" : "";
        this.#any = true;
        this.#number += 1;
        // a step that was left out leaves no gap
        return lead + line.replace(/^\d+/, String(this.#number));
      })
      .join("");
  }
}
