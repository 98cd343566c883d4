import { type Licence, within } from "@/lib/vlm/guard/licence";
import { foldText, foldWord } from "@/lib/vlm/guard/text";
import type { TermUse } from "@/lib/vlm/guard/vocabulary";

/** Everyday uses of side words that place nothing. */
const IDIOMS =
  /\b(?:right (?:away|now|answer|label|reading|one|order|person|tool|place to ask)|all right|alright|left (?:out|over|behind|alone|off)|is left|top (?:label|two|three|reading|one|of the list|score)|bottom line|lower than|central question|both (?:labels|readings|sentences|answers|sources|results|of (?:these|them|the) (?:labels|readings))|left and right (?:here )?(?:are|mean)|who is right|who's right|on the other hand|at hand|second hand|the lower the|upper limit|base model|based on)\b/g;

const SIDE_WORDS = new Set(
  "left right upper lower middle center central bilateral bilaterally both top bottom unilateral superior inferior medial lateral anterior posterior apical basal ipsilateral contralateral leftmost rightmost distal proximal peripheral midline apex base quadrant".split(
    " ",
  ),
);

/** Places that the marks of a sentence, or all marks where it names none, stand at. */
function placesOf(chips: readonly number[], licence: Licence): string[] {
  const marks = chips.length === 0 ? [...licence.marks.values()] : [];
  for (const id of chips) {
    const mark = licence.marks.get(id);
    if (mark !== undefined) marks.push(mark);
  }
  return marks.map((mark) => foldText(mark.place).split(" ").map(foldWord).join(" "));
}

/** A folded clause without everyday uses of side words. */
export function withoutIdioms(folded: string): string {
  return folded.replace(IDIOMS, " ");
}

/**
 * Side and place words of a clause that no mark's place and no licensed term carries. `uses` are
 * the clause's terms, whose own side words ("right lung") are judged with them.
 */
export function unlicensedPlaces(
  folded: readonly string[],
  uses: readonly TermUse[],
  chips: readonly number[],
  licence: Licence,
): string[] {
  const places = placesOf(chips, licence);
  const inTerm = (at: number) => uses.some((use) => at >= use.start && at < use.end);
  const strange: string[] = [];
  let at = 0;
  while (at < folded.length) {
    const word = folded[at] ?? "";
    const next = folded[at + 1] ?? "";
    if (!SIDE_WORDS.has(word) || inTerm(at)) {
      at += 1;
    } else if (SIDE_WORDS.has(next) && !inTerm(at + 1)) {
      if (!places.includes(`${word} ${next}`)) strange.push(`${word} ${next}`);
      at += 2;
    } else {
      if (!partOfPicture(folded, at, places)) strange.push(word);
      at += 1;
    }
  }
  return strange;
}

/** "left half of the picture": one side word, said of the picture, that some mark's place has. */
function partOfPicture(folded: readonly string[], at: number, places: readonly string[]): boolean {
  const word = folded[at] ?? "";
  const after = folded.slice(at + 1, at + 6).join(" ");
  const ofPicture =
    /^(?:(?:half|part|side|third|edge|area|corner) )?(?:of|in) (?:the|this|your) (?:picture|image|frame)/;
  return ofPicture.test(after) && places.some((place) => within(word, place));
}
