import { getCard, sectionText } from "@/lib/knowledge/cards";
import { cardOfModality } from "@/lib/knowledge/labels";
import { cardSectionSchema } from "@/lib/knowledge/schema";
import { figuresOf } from "@/lib/vlm/evlf/measured-figures";
import { nextStepFor, openingFor } from "@/lib/vlm/guard/audience-form";
import { codeAnswer } from "@/lib/vlm/guard/code-answer";
import {
  composeFallback,
  composeMarks,
  negativeLabelSentence,
} from "@/lib/vlm/guard/compose-fallback";
import { doubtSentence } from "@/lib/vlm/guard/doubt";
import type { PictureKind } from "@/lib/vlm/guard/further-answers";
import { alsoNumbers } from "@/lib/vlm/guard/how-sure";
import { judgeSentence } from "@/lib/vlm/guard/judge-sentence";
import { canLookFor } from "@/lib/vlm/guard/notes";
import { answerWithoutPicture } from "@/lib/vlm/guard/without-picture";
import { INTENTS } from "@/lib/vlm/intent/intents";
import { modalityName } from "@/lib/vlm/modality";
import { phrasesFor } from "@/lib/vlm/tools/ground";
import { paragraphsOf, sentencesOf, type Told } from "@/scripts/eval/talks/told";

/** A text without the card passages in it that are the cards' own words for this reader. */
export function withoutPassages(text: string, { audience }: Told): string {
  let rest = text;
  for (const [mark, id] of text.matchAll(/\[card:([a-z0-9-]+)\]/g)) {
    const card = getCard(id ?? "");
    for (const section of card === null ? [] : cardSectionSchema.options) {
      const passage = card === null ? null : sectionText(card, section, audience);
      if (passage !== null) rest = rest.replace(`${passage} ${mark}`, "\n");
    }
  }
  return rest;
}

/** What code may say can be looked for, in any kind of picture and region. */
function canLookSentences({ card }: Told): string[] {
  const regions = [null, ...card.regions];
  return card.modalities.flatMap((modality) =>
    regions.map((region) => canLookFor(phrasesFor(card, modality, region))),
  );
}

/** What code may say that a picture is taken for, with the number that this answer has. */
function kindsIn({ card, turn }: Told): (PictureKind | null)[] {
  const number = /\((?:[<>] )?(\d\.\d\d) of 1 for the kind of picture\)/.exec(turn.text)?.[1];
  if (number === undefined) return [null];
  const said = Number(number);
  const probability = said === 0.99 ? 1 : said === 0.01 ? 0 : said;
  return card.modalities.flatMap((id) =>
    [null, ...card.regions].map((region) => {
      return { id, name: modalityName(id), probability, region, card: cardOfModality(id) };
    }),
  );
}

/** What code may answer by itself to this question, whatever its words were taken to be after. */
function codeAnswersOf(told: Told): string[] {
  const knows = { searchable: [], ...figuresOf(told.card) };
  return kindsIn(told).flatMap((kind) =>
    [null, ...INTENTS].map((intent) => codeAnswer(told.options, { ...knows, intent, kind }) ?? ""),
  );
}

/** The sentences that code may have put into this answer. */
function ownSentences(told: Told): Set<string> {
  const { options, licence } = told;
  const top = licence.labelTexts[0];
  const texts = [
    composeFallback(options),
    composeMarks(options),
    ...codeAnswersOf(told),
    ...canLookSentences(told),
    openingFor(options, ""),
    doubtSentence(options) ?? "",
    alsoNumbers({ ...options, figures: figuresOf(told.card) }),
    ...(top === undefined ? [] : [`My label for the picture is ${top}.`]),
    nextStepFor(options, false),
    answerWithoutPicture(options) ?? "",
    top === undefined ? "" : negativeLabelSentence(top),
  ];
  return new Set(texts.flatMap((text) => sentencesOf(text)));
}

/** What the model itself says in an answer: no notes, no card passages, no sentence of code. */
export function modelSentences(told: Told): string[] {
  const own = ownSentences(told);
  return paragraphsOf(told.turn.text)
    .filter(({ note }) => !note)
    .flatMap(({ text }) => sentencesOf(withoutPassages(text, told)))
    .filter((sentence) => !own.has(sentence));
}

/**
 * Sentences that rest on nothing: a card's mark behind words that are not the card's, and what the
 * guard would withhold if it were given again.
 */
export function unsourced(told: Told): string[] {
  return modelSentences(told).filter(
    (sentence) => /\[card:/.test(sentence) || judgeSentence(sentence, told.licence) !== null,
  );
}
