import { groundInputSchema, lookupInputSchema } from "@/lib/contracts/tools";
import { cardOfModality } from "@/lib/knowledge/labels";
import { lookupPassages } from "@/lib/knowledge/lookup";
import type { PictureKind } from "../guard/further-answers";
import type { ModelCard } from "../registry";
import { applicableSet } from "../tools/diagnose";
import { medicalModality, phrasesFor, sureRegion } from "../tools/ground";
import { isInvented, sharesWord } from "../tools/invented";
import type { ReadPrompt } from "./read-prompt";
import type { PictureReading } from "./reading";
import { wholeSteps } from "./step-filter";
import { currentImage } from "./transcript";

/** What can be looked for in the chat's picture. */
export type Searchable = { modality: string; phrases: readonly string[] };

/** What the encoders say of the picture that the question is about; null without a medical one. */
function medicalReading(
  prompt: ReadPrompt,
  readings: ReadonlyMap<string, PictureReading>,
): PictureReading | null {
  const id = currentImage(prompt.transcript);
  const reading = id === null ? undefined : readings.get(id);
  return reading === undefined || reading.notMedical ? null : reading;
}

/** What can be looked for in the picture that the question is about; null without a medical one. */
export function searchableOf(
  card: ModelCard,
  prompt: ReadPrompt,
  readings: ReadonlyMap<string, PictureReading>,
): Searchable | null {
  const reading = medicalReading(prompt, readings);
  if (reading === null) return null;
  const modality = medicalModality(reading).id;
  return { modality, phrases: phrasesFor(card, modality, sureRegion(reading)) };
}

/**
 * Label sets whose labels a reading may name: the one that `diagnose` would answer from. The model
 * alone also names labels of pictures that no set was made for.
 */
export function speakingOf(
  card: ModelCard,
  prompt: ReadPrompt,
  readings: ReadonlyMap<string, PictureReading>,
): string[] {
  const reading = medicalReading(prompt, readings);
  const open = reading === null ? null : applicableSet(card, reading);
  return open === null ? [] : [open.set.id];
}

/** What the picture is taken for. */
export function kindIn(
  prompt: ReadPrompt,
  readings: ReadonlyMap<string, PictureReading>,
): PictureKind | null {
  const reading = medicalReading(prompt, readings);
  if (reading === null) return null;
  const { id, name, probability } = medicalModality(reading);
  return { id, name, probability, region: sureRegion(reading), card: cardOfModality(id) };
}

/** Whether a look-up is of a term that no card has, and that this question is not after. */
function isIdleTerm(call: { input: string }, prompt: ReadPrompt, asksWord: boolean): boolean {
  const input = lookupInputSchema.safeParse(JSON.parse(call.input));
  if (!input.success) return false;
  const { term } = input.data;
  // what no card has is looked up for who asks for a word, and for nobody else
  if (!asksWord && lookupPassages(term, 1).length === 0) return true;
  const missed = prompt.earlier.some(
    ({ tool, result }) => tool === "lookup" && result.outcome === "nothing" && result.term === term,
  );
  return missed && !sharesWord(term, prompt.question);
}

/**
 * Whether a call is one that nobody asked for: a search for what neither the person named nor the
 * picture's kind can have, or a term of an earlier question that no card has.
 */
export function isStrayCall(
  call: { name: string; input: string },
  prompt: ReadPrompt,
  searchable: Searchable | null,
  card: ModelCard,
  asksWord: boolean,
): boolean {
  if (call.name === "lookup") return isIdleTerm(call, prompt, asksWord);
  if (call.name !== "ground") return false;
  const input = groundInputSchema.safeParse(JSON.parse(call.input));
  const trained = new Set(card.phrases.map(({ phrase }) => phrase));
  const modality = searchable?.modality ?? "none";
  return input.success && isInvented(input.data.phrase, prompt.personText, modality, trained);
}

/** What is written after a look-up that found nothing and was all: no words of the model's own. */
export function nothingExplained({ results, written }: ReadPrompt): string | null {
  const [only, ...more] = results;
  if (only?.tool !== "lookup" || only.result.outcome !== "nothing" || more.length > 0) return null;
  const step = wholeSteps(written.join("\n")) + 1;
  return `<think>\n${step}. No card speaks of it. (lookup)\n</think>\n`;
}

/**
 * What is written of a picture that is not medical: the reading and no words of the model's own, so
 * that the note on it is the whole answer. Null for any other picture, and after a call.
 */
export function nothingMedical(
  prompt: ReadPrompt,
  readings: ReadonlyMap<string, PictureReading>,
): string | null {
  const id = currentImage(prompt.transcript);
  const reading = id === null ? undefined : readings.get(id);
  if (reading?.notMedical !== true || prompt.results.length > 0) return null;
  return "<think>\n1. Reading: not a medical image. (image)\n2. There is nothing here that my tools can read. (image)\n</think>\n";
}
