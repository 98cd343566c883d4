import "server-only";
import { z } from "zod";
import type { Figure, Scores } from "@/lib/contracts/model-facts";
import type { MeasuredFigure } from "@/lib/vlm/measured";

const figureSchema = z.object({
  value: z.number(),
  n: z.number(),
  low: z.number().nullish(),
  high: z.number().nullish(),
});
const keptSetSchema = z
  .object({
    accuracy: figureSchema.optional().catch(undefined),
    macroF1: figureSchema.optional().catch(undefined),
    ece: figureSchema.optional().catch(undefined),
  })
  .catch({});
const calibrationSchema = z
  .object({ split: z.string().nullish(), sets: z.record(z.string(), keptSetSchema) })
  .catch({ sets: {} });
const overallSchema = z
  .object({
    diagnosis: z.object({ labelledOutside: figureSchema.optional().catch(undefined) }).catch({}),
    modality: z
      .object({
        medicalRefused: figureSchema.optional().catch(undefined),
        nonMedicalRefused: figureSchema.optional().catch(undefined),
      })
      .catch({}),
  })
  .catch({ diagnosis: {}, modality: {} });
const commandsSchema = z.array(z.string()).catch([]);

/** A figure for the screen; null where nothing was measured. */
export function figureOf(figure: MeasuredFigure | undefined): Figure | null {
  if (figure === undefined || figure.value === null || figure.n === 0) return null;
  const { value, n, low, high } = figure;
  return { value, n, low: low ?? null, high: high ?? null };
}

export function scoresOf(
  scores: { accuracy?: MeasuredFigure | undefined; macroF1?: MeasuredFigure | undefined } = {},
): Scores {
  return { accuracy: figureOf(scores.accuracy), macroF1: figureOf(scores.macroF1) };
}

/** The figures that calibration left in model.json, for a model without an evaluation. */
export function keptFigures(card: {
  calibration?: unknown;
  figures?: unknown;
  commands?: unknown;
}) {
  const { split, sets } = calibrationSchema.parse(card.calibration);
  const { diagnosis, modality } = overallSchema.parse(card.figures);
  const command = commandsSchema.parse(card.commands)[0] ?? null;
  return { split: split ?? null, sets, ...diagnosis, ...modality, command };
}
