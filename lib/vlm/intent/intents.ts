/**
 * What a person wants with a message. `label`: what the picture shows; `presence`, `place`: whether
 * and where something is in it; `word`: what a word means in general; `differential`: what else it
 * could be; `sure`, `why`: of an answer given; `serious`: what will come of it; `grade`: how severe,
 * or which is worse; `next`: what a doctor will do; `kind`: what kind of picture it is; `sides`: left
 * and right; `tool`: this product; `guess`: the person's own label; `quiz`: to try first; `again`:
 * simpler, shorter; `claim`: that a conclusion or somebody's view be agreed with; `urgency`: whether
 * it can wait; `daily-life`: what may be done meanwhile; `feelings`, `story`: to tell, and ask nothing.
 */
export const INTENTS = [
  "again",
  "ask-doctor",
  "claim",
  "daily-life",
  "differential",
  "feelings",
  "grade",
  "guess",
  "kind",
  "label",
  "next",
  "off-topic",
  "other",
  "place",
  "presence",
  "quiz",
  "serious",
  "sides",
  "size",
  "story",
  "sure",
  "thanks",
  "tool",
  "treatment",
  "urgency",
  "why",
  "word",
] as const;
export type Intent = (typeof INTENTS)[number];

/** The likeliest intent of a message and its probability; null where the words do not tell. */
export type IntentGuess = { intent: Intent; probability: number };

/** Wishes that concern what was said of a picture, and without that the label of it. */
export const ABOUT_ANSWER = [
  "again",
  "ask-doctor",
  "claim",
  "differential",
  "feelings",
  "grade",
  "guess",
  "next",
  "serious",
  "sure",
  "why",
] as const satisfies readonly Intent[];
