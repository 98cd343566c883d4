import type { ToolOutcome } from "@/lib/vlm/guard/guard-options";
import { sortResults } from "@/lib/vlm/guard/result-parts";

/**
 * A sentence of the model's with what was really looked for: it may have asked for one part of what
 * the person named, and all of it was searched ("left lung" for "the lungs").
 */
export function asSearched(text: string, results: readonly ToolOutcome[]): string {
  const { found, nothing } = sortResults(results);
  return [...found, ...nothing].reduce((said, { phrase }) => {
    const parts = phrase.split(" and ");
    if (parts.length < 2) return said;
    const any = `(?:the )?(?:${parts.join("|")})`;
    const one = new RegExp(
      `\\b(looked for )${any}\\b(?! and ${any})(?: and (?:upper|middle|lower) (?:left|right|centre)\\b)?`,
    );
    return said.replace(one, `$1${phrase}`);
  }, text);
}
