import type { Strength } from "@/lib/contracts/tools";
import type { PhraseModality } from "../registry";

/** Share of marks with this score that were right on val, between the measured points; null: untested. */
export function confidenceAt(points: PhraseModality["confidence"], score: number): number | null {
  if (points === "untested" || points.length === 0) return null;
  const after = points.findIndex(([at]) => at >= score);
  const last = points.at(-1);
  if (after < 0) return last?.[1] ?? null;
  const right = points[after];
  const left = points[after - 1];
  if (!right || !left) return right?.[1] ?? null;
  const span = right[0] - left[0];
  const share = span > 0 ? (score - left[0]) / span : 1;
  return left[1] + share * (right[1] - left[1]);
}

const ofHundred = (share: number): string => `${Math.round(share * 100)} of 100`;

/** What was measured for a phrase in a modality, as a sentence for a person; null: say nothing. */
export function strengthWords(strength: Strength, phrase: string, modality: string): string {
  const where = `${phrase} in ${modality} pictures`;
  if (strength === "untested") return `How well I find ${where} is untested.`;
  const { n, acc50, f1, falseAlarm } = strength;
  const false_ =
    falseAlarm === null ? "" : ` Where there was none, I still marked ${ofHundred(falseAlarm)}.`;
  if (acc50 !== null) {
    return `On ${n} test pictures of ${where}, ${ofHundred(acc50)} of my best marks overlapped the true place by half or more.${false_}`;
  }
  if (f1 !== null) {
    return `On ${n} test pictures of ${where}, marks and true places agreed with an F1 of ${f1.toFixed(2)} (1 is perfect).${false_}`;
  }
  return `How well I find ${where} is untested.`;
}

/** The weaker of two, where several phrases are looked for together. */
export function weaker(a: Strength, b: Strength): Strength {
  if (a === "untested" || b === "untested") return "untested";
  const worth = (s: Exclude<Strength, "untested">): number => s.acc50 ?? s.f1 ?? 0;
  return worth(a) <= worth(b) ? a : b;
}
