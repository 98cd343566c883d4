/**
 * The states of a text that is being written which are not a beginning of the whole, or which are
 * shorter than the one before: a lost or a doubled character shows here. Blanks do not count,
 * because the screen breaks lines. Empty when all is well.
 */
export function growth(seen: string[], whole: string): string[] {
  const states = seen.map(bare);
  return seen.filter(
    (_words, at) =>
      !bare(whole).startsWith(states[at] ?? "") ||
      (states[at] ?? "").length < (states[at - 1] ?? "").length,
  );
}

const bare = (words: string): string => words.replace(/\s+/g, "");
