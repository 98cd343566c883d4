import { clausesOf, type Frame, frameOf } from "@/lib/vlm/guard/clauses";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { sortResults } from "@/lib/vlm/guard/result-parts";
import { foldText } from "@/lib/vlm/guard/text";

const NOT_ABSENT =
  /^(?:that|this) does not (?:mean (?:that )?(?:there is none|it is absent)|rule (?:it|that|them) out)|\bcan miss things\b/;
const SAYS_NOTHING = /\bwhether it is there\b/;
const NO_PICTURE_OF_MINE =
  /\b(?:medical (?:picture|image)|(?:scan|skin|eye|microscope|medical) (?:picture|photograph)|kind of picture that i know)/;
/** A refusal without a reason, where the note has given the reason and what to bring instead. */
const BARE_REFUSAL =
  /^(?:that is (?:not something i can help with|outside what i do)|i cannot help with that)\W*$/;

const REFUSES =
  /^(?:(?:that is (?:not something i can help with|outside what i do)|i cannot help with that)\W*$|i am for medical pictures\b|i help with one thing\b|my job is medical pictures)/;

/**
 * Whether a sentence of the model's turns a question down. What is off topic code turns down; a model
 * that does not understand is no judge of it.
 */
export function turnsDown(sentence: string): boolean {
  return REFUSES.test(foldText(sentence));
}

/**
 * Tells sentences of the model that say again what a note of code says with the figure, so that
 * the person reads it once. `null` results call for no such note.
 */
export function noteRepeater(options: GuardOptions): (sentence: string) => boolean {
  const sorted = sortResults(options.results);
  const noted: Frame[] = [];
  if (sorted.nothing.length > 0 && sorted.found.length === 0) noted.push("searched", "not-found");
  if (sorted.unsupported.length > 0) noted.push("cannot-look", "can-look");
  return (sentence) => {
    const folded = foldText(sentence);
    if (sorted.unusable.length > 0)
      return NO_PICTURE_OF_MINE.test(folded) || BARE_REFUSAL.test(folded);
    if (noted.length === 0) return false;
    if (noted.includes("not-found") && NOT_ABSENT.test(folded)) return true;
    if (noted.includes("cannot-look") && SAYS_NOTHING.test(folded)) return true;
    let last: Frame | null = null;
    return clausesOf(folded).every((clause) => {
      const own = frameOf(clause, false, false);
      const frame: Frame = own === "claim" && last === "can-look" ? last : own;
      last = frame;
      return noted.includes(frame);
    });
  };
}
