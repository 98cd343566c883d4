import type { PictureKind } from "../guard/further-answers";
import { ABOUT_ANSWER, type Intent } from "../intent/intents";
import type { MessageRead } from "../intent/open-intents";
import type { ModelCard } from "../registry";
import { goesOn } from "../tools/asks-to-search";
import { trainedPhrases } from "../tools/synonyms";
import { type Asked, askedIn, type Wish } from "./allowed-tools";
import { wholeThing } from "./asked-words";
import { kindIn, type Searchable, searchableOf, speakingOf } from "./picture-facts";
import type { ReadPrompt } from "./read-prompt";
import type { PictureReading } from "./reading";
import { currentImage } from "./transcript";

/** What code knows of a question and its picture before anything is written. */
export type Understood = {
  /** What can be looked for; null without a medical picture. */
  searchable: Searchable | null;
  /** Label sets that hold for the picture. */
  speaking: string[];
  /** What the picture is taken for. */
  kind: PictureKind | null;
  /** What the question's words as a whole are after, where they tell. */
  intent: Intent | null;
  /** The same, however unlikely. */
  maybe: Intent;
  /** The words that name what is searched or looked up; "" where the intent is not known. */
  thing: string;
  asked: Asked;
  wish: Wish;
};

/** Quotation marks around a word. */
const QUOTES = /^['\u2019]+|['\u2019]+$/g;
const SEVERAL = /\b(?:and|both|also|all|every\w*|each|as well|then|plus|or|any|lungs|else)\b|,/i;
const SEARCHED: readonly Intent[] = ["place", "presence"];
/** Under this probability of being after a place or a presence, a question is not searched for. */
const LEAST_SHARE = 0.15;

/** What must not be missed is followed from a lower probability on. */
const LEAST_TREATMENT = 0.3;

/** Wishes that are answered from what was said before; to say nothing would serve less than a likely one. */
const TALK: readonly Intent[] = [...ABOUT_ANSWER, "thanks"];
const LEAST_TALK = 0.35;

/** What a message is followed for: a wish that is sure, or likely enough for what it leads to. */
function wishOf({ guess, likeliest, share }: MessageRead, told: boolean): Intent | null {
  if (guess !== null) return guess.intent;
  if (share(["treatment"]) >= LEAST_TREATMENT) return "treatment";
  const { intent, probability } = likeliest;
  return told && probability >= LEAST_TALK && TALK.includes(intent) ? intent : null;
}

/** What can be looked for is whole; another thing may have a second word. */
function thingNamed(question: string, thing: string, searchable: Searchable | null): string {
  const known =
    searchable !== null &&
    trainedPhrases(thing, searchable.modality, new Set(searchable.phrases)).length > 0;
  return known ? thing : wholeThing(question, thing);
}

export function understand(
  card: ModelCard,
  read: MessageRead,
  prompt: ReadPrompt,
  readings: ReadonlyMap<string, PictureReading>,
): Understood {
  const { question } = prompt;
  const searchable = searchableOf(card, prompt, readings);
  const thingOf = (of: Intent) => read.thing(of).replace(QUOTES, "");
  const asked = askedIn(question, searchable);
  const intent = asked === "word" ? "word" : wishOf(read, prompt.earlier.length > 0);
  // after a label, what goes with it may be searched for
  const maySearch =
    asked === "place" ||
    goesOn(question) ||
    prompt.results.length > 0 ||
    read.share(SEARCHED) >= LEAST_SHARE;
  return {
    searchable,
    speaking: speakingOf(card, prompt, readings),
    kind: kindIn(prompt, readings),
    intent,
    maybe: read.likeliest.intent,
    thing: intent === null ? "" : thingNamed(question, thingOf(intent), searchable),
    asked,
    wish: {
      intent,
      maySearch,
      hasPicture: currentImage(prompt.transcript) !== null,
      several: SEVERAL.test(question),
    },
  };
}
