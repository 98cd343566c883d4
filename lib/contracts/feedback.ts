import { z } from "zod";

export const VOTES = ["up", "down"] as const;
export type Vote = (typeof VOTES)[number];

/** What a vote may be given for. */
export const REASONS = {
  up: ["right", "clear", "helpful"],
  down: ["wrong", "missed", "unclear", "not-what-i-asked", "unsafe"],
} as const satisfies Record<Vote, readonly string[]>;
export type Reason = (typeof REASONS)[Vote][number];

/** Characters that a person may add. */
export const MOST_FEEDBACK_WORDS = 1000;

/** PUT /api/turns/:id/feedback: gives it, or changes it (204). DELETE takes it back (204). */
export const feedbackSchema = z
  .object({
    vote: z.enum(VOTES),
    reason: z
      .enum([...REASONS.up, ...REASONS.down])
      .nullable()
      .default(null),
    words: z
      .string()
      .trim()
      .max(MOST_FEEDBACK_WORDS, {
        message: `A remark has at most ${MOST_FEEDBACK_WORDS} characters. Shorten it.`,
      })
      .default(""),
  })
  .refine(
    ({ vote, reason }) => reason === null || (REASONS[vote] as readonly string[]).includes(reason),
    { message: "That reason does not go with this vote.", path: ["reason"] },
  );
export type FeedbackInput = z.infer<typeof feedbackSchema>;

/** What was said of one answer, as its person sees it. */
export type Feedback = { vote: Vote; reason: Reason | null; words: string };

/** Cost of one message of the model: tokens, and times in milliseconds. */
export type StepFigures = {
  promptTokens: number;
  cachedTokens: number;
  newTokens: number;
  droppedTurns: number;
  encodeMs: number;
  firstTokenMs: number;
  prefillMs: number;
  decodeMs: number;
};
export type TurnFigures = { steps: StepFigures[] };

/** When an answer waited and ran, in milliseconds; null where it never ran or was not measured. */
export type FeedbackTimings = {
  waitedMs: number | null;
  ranMs: number | null;
  /** All sittings of a continued answer. */
  elapsedMs: number | null;
  steps: StepFigures[];
};

/** A picture as the model got it: hash of the canonical PNG, and the square's side in pixels. */
export type SentPixels = { imageId: string; sha256: string; side: number };

/** What was said of an answer, without the answer: no word of a chat, no picture, nobody's name. */
export type ListedFeedback = {
  id: string;
  /** ISO time of its first giving. */
  when: string;
  vote: Vote;
  reason: string | null;
  /** What the person added in their own words; may be empty. */
  words: string;
  modelName: string | null;
  modelVersion: string | null;
  /** "ground:found", "diagnose:not-applicable" and the like. */
  results: string[];
  timings: FeedbackTimings;
};

export type FeedbackPage = { feedback: ListedFeedback[]; next: string | null };

/** The query of /admin/feedback. `after`: behind this place, `next` of the page before. */
export const listFeedbackSchema = z.object({
  vote: z.enum(VOTES).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z_[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
});
export type ListFeedback = z.infer<typeof listFeedbackSchema>;
