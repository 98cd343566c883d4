import type { Audience } from "@/lib/contracts/audience";
import type { LookupResult } from "@/lib/contracts/tools";
import { passage } from "@/lib/knowledge/cards";
import { lookupPassages } from "@/lib/knowledge/lookup";
import { cardSectionSchema } from "@/lib/knowledge/schema";
import { normalisePhrase } from "./synonyms";

/** Passages that the model is shown. */
const PASSAGES = 3;

/** A label of the set that holds for the picture, and its card. */
export type ShownLabel = { label: string; card: string };

/**
 * Passages of the project's own cards for a term, or that there is no source. `shown`: the labels
 * that the chat's picture can have; "normal" then means the one of this kind of picture, not that
 * of another.
 */
export function lookup(
  term: string,
  audience: Audience,
  shown: readonly ShownLabel[] = [],
): LookupResult {
  const own = shown.find(({ label }) => normalisePhrase(label) === normalisePhrase(term));
  const passages =
    own === undefined ? lookupPassages(term, PASSAGES, audience) : passagesOf(own.card, audience);
  return passages.length > 0 ? { outcome: "found", term, passages } : { outcome: "nothing", term };
}

function passagesOf(card: string, audience: Audience) {
  return cardSectionSchema.options
    .flatMap((section) => {
      const found = passage(card, section, audience);
      return found === null ? [] : [{ card, section, title: found.title, text: found.text }];
    })
    .slice(0, PASSAGES);
}
