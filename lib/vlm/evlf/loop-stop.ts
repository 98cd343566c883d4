/** Tokens that must have repeated; a longer phrase must have been said three times. */
const SPAN = 36;
const TIMES = 3;
const LONGEST = 24;

/**
 * True when the model is caught in a loop: the last 36 tokens, or three times a phrase of up to 24
 * tokens, are one phrase said over and over without a break.
 */
export function isLooping(ids: readonly number[]): boolean {
  for (let period = 1; period <= LONGEST; period += 1) {
    const span = Math.max(SPAN, period * TIMES);
    if (ids.length < span) return false;
    let same = true;
    for (let i = ids.length - 1; same && i >= ids.length - span + period; i -= 1) {
      same = ids[i] === ids[i - period];
    }
    if (same) return true;
  }
  return false;
}
