/** Tokens that, said three times in a row, mean that the model is caught in a loop. */
const LENGTH = 12;
const TIMES = 3;

/** True when the last 12 tokens have just been said three times without a break. */
export function isLooping(ids: readonly number[]): boolean {
  if (ids.length < LENGTH * TIMES) return false;
  const from = ids.length - LENGTH;
  for (let back = 1; back < TIMES; back += 1) {
    for (let i = 0; i < LENGTH; i += 1) {
      if (ids[from + i] !== ids[from - back * LENGTH + i]) return false;
    }
  }
  return true;
}
