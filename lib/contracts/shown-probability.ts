/** A probability as people read it: two digits, and never a certainty that no model has. */
export function shownProbability(probability: number): string {
  if (probability >= 0.995) return "> 0.99";
  if (probability < 0.005) return "< 0.01";
  return probability.toFixed(2);
}
