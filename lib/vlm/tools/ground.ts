import type { GroundedBox, GroundResult, Strength } from "@/lib/contracts/tools";
import { squareToBox } from "@/lib/geometry/letterbox";
import { suppress } from "@/lib/geometry/overlap";
import { placeWords } from "@/lib/geometry/place";
import type { Proposal } from "../evlf/encoders";
import type { PictureReading } from "../evlf/reading";
import type { ModelCard, Phrase, PhraseModality } from "../registry";
import { confidenceAt, weaker } from "./confidence";
import { trainedPhrases } from "./synonyms";

/** Boxes that overlap a better one by more than this are the same thing. */
const SAME_THING = 0.45;
const MOST_BOXES = 60;
/** A sliver that clamping to the picture left over is no mark. */
const LEAST_SIDE = 0.004;

export type GroundInput = {
  card: ModelCard;
  imageId: string;
  reading: PictureReading;
  asked: string;
  /** Number of the first mark, so that marks go on through the turn. */
  firstId: number;
  propose: (phraseId: number) => Promise<Proposal[]>;
};

type Wanted = { phrase: Phrase; place: PhraseModality };

/** Probability from which a picture's body region is taken as known. */
const SURE = 0.5;

/** The body region that a picture shows, or null where the model is not sure of it. */
export function sureRegion(reading: PictureReading): string | null {
  return reading.region.probability >= SURE ? reading.region.name : null;
}

function canLieIn(phrase: Phrase, region: string | null): boolean {
  return region === null || phrase.regions === null || phrase.regions.includes(region);
}

/** Phrases that can be looked for in a modality (and body region), in model.json's order. */
export function phrasesFor(
  card: Pick<ModelCard, "phrases">,
  modality: string,
  region: string | null = null,
): string[] {
  return card.phrases
    .filter((phrase) => phrase.modalities.some((m) => m.modality === modality))
    .filter((phrase) => canLieIn(phrase, region))
    .map((phrase) => phrase.phrase);
}

/** The most probable kind of medical picture. */
export function medicalModality(reading: PictureReading): PictureReading["modality"][number] {
  const kinds = reading.modality.filter(({ id }) => id !== "none");
  return kinds.reduce((a, b) => (b.probability > a.probability ? b : a), {
    id: "none",
    name: "not a medical image",
    probability: 0,
  });
}

/** The "none" entry, for results about pictures that are not medical. */
export function notMedicalModality(reading: PictureReading): PictureReading["modality"][number] {
  const found = reading.modality.find(({ id }) => id === "none");
  return found ?? { id: "none", name: "not a medical image", probability: reading.noneProbability };
}

/**
 * Looks for what a free phrase names. Boxes are fractions of the original, best first. Found,
 * nothing above the threshold, not supported for this modality or body region, and not usable stay
 * apart.
 */
export async function ground(input: GroundInput): Promise<GroundResult> {
  const { card, reading, imageId, asked } = input;
  if (reading.notMedical) {
    const modality = notMedicalModality(reading);
    return { outcome: "unusable", asked, reason: "not-medical", modality, imageId };
  }
  const modality = medicalModality(reading);
  const region = sureRegion(reading);
  const trained = new Set(card.phrases.map((phrase) => phrase.phrase));
  const phrases = trainedPhrases(asked, modality.id, trained);
  const wanted = phrases.flatMap((name): Wanted[] => {
    const phrase = card.phrases.find((p) => p.phrase === name);
    const place = phrase?.modalities.find((m) => m.modality === modality.id);
    return phrase && place && canLieIn(phrase, region) ? [{ phrase, place }] : [];
  });
  const cardId = card.phrases.find((p) => p.phrase === phrases[0])?.card ?? null;
  const [first, ...others] = wanted;
  if (!first || wanted.length < phrases.length) {
    const supported = phrasesFor(card, modality.id, region);
    return { outcome: "unsupported", asked, modality, imageId, supported, card: cardId };
  }
  const boxes: Omit<GroundedBox, "id">[] = [];
  for (const one of wanted) boxes.push(...(await look(one, input)));
  const strength = others.reduce<Strength>(
    (worst, { place }) => weaker(worst, place.strength),
    first.place.strength,
  );
  const common = {
    asked,
    phrase: phrases.join(" and "),
    modality,
    imageId,
    strength,
    card: cardId,
  };
  if (boxes.length === 0) return { outcome: "nothing", ...common };
  const marks = boxes.map((box, i) => ({ id: input.firstId + i, ...box }));
  return { outcome: "found", ...common, boxes: marks };
}

async function look(wanted: Wanted, input: GroundInput): Promise<Omit<GroundedBox, "id">[]> {
  const { phrase, place } = wanted;
  const proposals = await input.propose(phrase.id);
  const above = proposals
    .filter(({ score }) => score >= place.threshold)
    .map((proposal) => ({
      score: proposal.score,
      box: squareToBox(proposal, input.reading.letterbox),
    }))
    .filter(({ box }) => box.width >= LEAST_SIDE && box.height >= LEAST_SIDE);
  const kept = suppress(above, SAME_THING).slice(0, place.single ? 1 : MOST_BOXES);
  return kept.map(({ box, score }) => ({
    label: phrase.phrase,
    box,
    score,
    confidence: confidenceAt(place.confidence, score),
    place: placeWords(box),
  }));
}
