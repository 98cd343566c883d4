import { z } from "zod";

/** The sections of a card that can be placed in an answer. */
export const cardSectionSchema = z.enum(["what", "exam", "words", "ask"]);
export type CardSection = z.infer<typeof cardSectionSchema>;

/** What a card is about: a label of the model, a kind of picture, a thing to box, or a word. */
export const cardKindSchema = z.enum(["label", "modality", "structure", "word"]);
export type CardKind = z.infer<typeof cardKindSchema>;

const sentencesSchema = z.string().regex(/^[A-Z0-9].*[.?]$/, "whole sentences on one line");

/** One passage at three depths. */
const depthsSchema = z.strictObject({
  patient: sentencesSchema,
  student: sentencesSchema,
  clinician: sentencesSchema,
});

/** A page or record that was opened and read before the card was written. */
export const cardSourceSchema = z.strictObject({
  title: z.string().min(1),
  publisher: z.string().min(1),
  /** As the source or its copy states it, such as "2023" or "2017 or older". */
  year: z.string().regex(/\b(19|20)\d\d\b/, "a year"),
  url: z.url({ protocol: /^https?$/ }),
});
export type CardSource = z.infer<typeof cardSourceSchema>;

export const cardSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string().min(1),
  kind: cardKindSchema,
  /** Other names, lay words first; they find the card. */
  aliases: z.array(z.string().min(1)).min(1),
  sources: z.array(cardSourceSchema).min(1),
  what: depthsSchema,
  exam: depthsSchema.nullable(),
  words: depthsSchema.nullable(),
  ask: z
    .array(z.string().regex(/^[A-Z].*\?$/, "a question"))
    .min(2)
    .max(3),
});
export type Card = z.infer<typeof cardSchema>;
