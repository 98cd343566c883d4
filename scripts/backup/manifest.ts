import { z } from "zod";

/** manifest.json of a backup: what it holds, to be compared with what a restore gives. */
export const manifestSchema = z.object({
  format: z.literal(1),
  made: z.string(),
  app: z.string(),
  /** The migrations that the database had, oldest first. */
  migrations: z.array(z.string()).min(1),
  tables: z.record(z.string(), z.object({ rows: z.number().int(), sum: z.string() })),
  pictures: z.object({ files: z.number().int(), bytes: z.number() }),
});
export type Manifest = z.infer<typeof manifestSchema>;
