import { z } from "zod";

/** Fractions of the oriented original picture, top-left origin. See lib/geometry/box.ts. */
export const boxSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});

/** What was measured on validation pictures for one phrase in one modality, or that it was not. */
export const strengthSchema = z.union([
  z.literal("untested"),
  z.object({
    n: z.number().int(),
    iou: z.number().nullable(),
    acc50: z.number().nullable(),
    f1: z.number().nullable(),
    missed: z.number().nullable(),
    falseAlarm: z.number().nullable(),
  }),
]);
export type Strength = z.infer<typeof strengthSchema>;

const modalitySchema = z.object({ id: z.string(), name: z.string(), probability: z.number() });

export const groundInputSchema = z.object({ phrase: z.string().min(1).max(80) });
export const groundedBoxSchema = z.object({
  /** Number of the mark, 1-based, unique within the turn; the chip [n] points at it. */
  id: z.number().int(),
  label: z.string(),
  box: boxSchema,
  score: z.number(),
  /** Share of such marks that were right on test pictures, or null where untested. */
  confidence: z.number().nullable(),
  /** Where in the picture, in words: "upper left". */
  place: z.string(),
});
export type GroundedBox = z.infer<typeof groundedBoxSchema>;
export const groundResultSchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("found"),
    /** Phrase asked, as written, and the trained phrase that it was mapped to. */
    asked: z.string(),
    phrase: z.string(),
    modality: modalitySchema,
    imageId: z.string(),
    boxes: z.array(groundedBoxSchema),
    strength: strengthSchema,
    card: z.string().nullable(),
  }),
  z.object({
    outcome: z.literal("nothing"),
    asked: z.string(),
    phrase: z.string(),
    modality: modalitySchema,
    imageId: z.string(),
    strength: strengthSchema,
    card: z.string().nullable(),
  }),
  z.object({
    outcome: z.literal("unsupported"),
    asked: z.string(),
    modality: modalitySchema,
    imageId: z.string(),
    /** Phrases that can be looked for in this modality; may be empty. */
    supported: z.array(z.string()),
    card: z.string().nullable(),
  }),
  z.object({
    outcome: z.literal("unusable"),
    asked: z.string(),
    reason: z.enum(["not-medical", "no-image"]),
    modality: modalitySchema.nullable(),
    imageId: z.string().nullable(),
  }),
]);
export type GroundResult = z.infer<typeof groundResultSchema>;

export const diagnoseInputSchema = z.object({});
export const diagnoseResultSchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("labelled"),
    imageId: z.string(),
    set: z.string(),
    setName: z.string(),
    population: z.string(),
    view: z.string(),
    /** All labels of the set, most probable first; probabilities sum to 1, calibrated on val. */
    labels: z.array(z.object({ label: z.string(), probability: z.number(), card: z.string() })),
    modality: modalitySchema,
    /** Share of this set's labels that were right on test pictures; left out where untested. */
    tested: z.object({ right: z.number(), n: z.number().int() }).optional(),
  }),
  z.object({
    outcome: z.literal("not-applicable"),
    imageId: z.string(),
    reason: z.string(),
    modality: modalitySchema,
    region: z.string().nullable(),
    /** Phrases that ground can look for in this modality. */
    canLookFor: z.array(z.string()),
    card: z.string().nullable(),
  }),
  z.object({
    outcome: z.literal("unusable"),
    reason: z.enum(["not-medical", "no-image"]),
    modality: modalitySchema.nullable(),
    imageId: z.string().nullable(),
  }),
]);
export type DiagnoseResult = z.infer<typeof diagnoseResultSchema>;

export const lookupInputSchema = z.object({ term: z.string().min(1).max(80) });
export const lookupResultSchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("found"),
    term: z.string(),
    passages: z.array(
      z.object({ card: z.string(), section: z.string(), title: z.string(), text: z.string() }),
    ),
  }),
  z.object({ outcome: z.literal("nothing"), term: z.string() }),
]);
export type LookupResult = z.infer<typeof lookupResultSchema>;

export type ToolName = "ground" | "diagnose" | "lookup";
