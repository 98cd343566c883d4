import { ofHundred } from "@/lib/contracts/reading/of-hundred";
import type { GroundedBox, Strength } from "@/lib/contracts/tools";

/** The number beside a mark: its measured probability, or that there is none. */
export function strengthNumber(box: GroundedBox): string {
  return box.confidence === null ? "untested" : box.confidence.toFixed(2);
}

/** What the number beside a mark means, in words. */
export function strengthWords(box: GroundedBox): string {
  if (box.confidence === null)
    return "untested: too few test pictures to say how often such a mark is right";
  const right = Math.round(box.confidence * 100);
  return `${box.confidence.toFixed(2)}: of 100 such marks on test pictures, about ${right} were right`;
}

const words = (share: number): string =>
  share < 0.005 || share > 0.995 ? ofHundred(share) : `about ${ofHundred(share)}`;
const amount = (share: number): string => (share === 0 ? "none" : words(share));

/** How the search itself did on test pictures, in a sentence; null where it was not measured. */
export function searchWords(phrase: string, strength: Strength): string | null {
  if (strength === "untested") return null;
  const parts = [`Tested on ${strength.n} pictures.`];
  if (strength.missed !== null) parts.push(`It missed ${phrase} in ${amount(strength.missed)}.`);
  if (strength.falseAlarm !== null)
    parts.push(`It marked something in ${amount(strength.falseAlarm)} without ${phrase}.`);
  return parts.join(" ");
}
