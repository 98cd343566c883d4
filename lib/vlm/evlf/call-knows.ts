import type { Intent } from "../intent/intents";
import type { Searchable } from "./picture-facts";
import type { ReadPrompt } from "./read-prompt";

/** What code knows of a question beside its words. */
export type CallKnows = {
  /** Null without a medical picture. */
  searchable: Searchable | null;
  /** Whether a label set holds for the picture. */
  speaks: boolean;
  /** What the words as a whole are after, where they tell. */
  intent: Intent | null;
  /** The likeliest of what they may be after. */
  maybe: Intent;
  /** The words that name what is searched or looked up; "" where none are asked for. */
  thing: string;
};

/** Whether the question brings a picture. */
export function bringsPicture(prompt: ReadPrompt): boolean {
  const asked = prompt.transcript.findLast((message) => message.role === "user");
  return (asked?.images.length ?? 0) > 0;
}
