import { z } from "zod";

/** A value with the number of things it is over and its 95 % interval; null where there were none. */
const figureSchema = z.object({
  value: z.number().nullable(),
  n: z.number().int(),
  low: z.number().nullish(),
  high: z.number().nullish(),
});
export type MeasuredFigure = z.infer<typeof figureSchema>;

/** Pictures whose label was given a probability from `low` to `high`. */
const binSchema = z.object({
  low: z.number(),
  high: z.number(),
  n: z.number().int(),
  /** Mean probability given, and share of these labels that were right; null in an empty bin. */
  confidence: z.number().nullable(),
  accuracy: z.number().nullable(),
});

const scoresSchema = z.object({
  accuracy: figureSchema.optional(),
  macroF1: figureSchema.optional(),
});
/** One label against the others of its set, as the test pictures were mixed. */
const labelScoresSchema = z.object({
  sensitivity: figureSchema.optional(),
  specificity: figureSchema.optional(),
  /** Positive predictive value. */
  predictive: figureSchema.optional(),
});
export type MeasuredLabel = z.infer<typeof labelScoresSchema>;

const readerSchema = z.object({
  mean: scoresSchema.optional(),
  sets: z.record(z.string(), scoresSchema).optional(),
  /** By label set, then by label. */
  labels: z.record(z.string(), z.record(z.string(), labelScoresSchema)).optional(),
});
export type MeasuredReader = z.infer<typeof readerSchema>;

const groundingSchema = z.object({
  /** By "PHRASE|MODALITY"; a third part names an external set. */
  phrases: z
    .record(
      z.string(),
      z.object({
        acc50: figureSchema.optional(),
        mIoU: figureSchema.optional(),
        f1: figureSchema.optional(),
        missed: figureSchema.optional(),
        falseAlarm: figureSchema.optional(),
      }),
    )
    .optional(),
});

/** What `npm run eval --out` writes, as far as the screens show it. A part not run is absent. */
export const measuredSchema = z.object({
  model: z.object({ name: z.string(), version: z.string(), sha256: z.string() }).optional(),
  data: z.object({ split: z.string(), sets: z.array(z.string()) }).optional(),
  diagnosis: z.object({ llm: readerSchema.optional(), head: readerSchema.optional() }).optional(),
  grounding: z.object({ tool: groundingSchema.optional() }).optional(),
  calibration: z
    .object({
      ece: figureSchema.optional(),
      bins: z
        .object({
          all: z.array(binSchema).optional(),
          sets: z.record(z.string(), z.array(binSchema)).optional(),
        })
        .optional(),
    })
    .optional(),
  refusal: z
    .object({
      nonMedicalRefused: figureSchema.optional(),
      medicalRefused: figureSchema.optional(),
    })
    .optional(),
  applicability: z.object({ labelledOutside: figureSchema.optional() }).optional(),
});
export type Measured = z.infer<typeof measuredSchema>;

/** How the model is known to fail; modality null: in every kind of picture. */
export const knownFailureSchema = z.object({ modality: z.string().nullable(), text: z.string() });
export type KnownFailure = z.infer<typeof knownFailureSchema>;
