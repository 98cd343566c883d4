import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env } from "../env";
import { notFound } from "../errors";

/** What lies beside a sample's PNG; written by scripts/samples.ts. */
export const sampleFileSchema = z.object({
  name: z.string(),
  title: z.string(),
  source: z.string(),
  licence: z.string(),
  question: z.string(),
  /** The model is known to be wrong about it: fetched for measuring, not shown to people. */
  unfit: z.boolean().default(false),
  origin: z.string(),
  notes: z.array(z.string()),
  width: z.number().int(),
  height: z.number().int(),
  order: z.number(),
});
export type SampleFile = z.infer<typeof sampleFileSchema>;

const folder = (): string => path.join(/* turbopackIgnore: true */ env().DATA_DIR, "samples");

async function readSample(file: string): Promise<SampleFile | null> {
  try {
    const text = await readFile(path.join(/* turbopackIgnore: true */ folder(), file), "utf8");
    return sampleFileSchema.parse(JSON.parse(text));
  } catch {
    // Half-written by a fetch that runs now, or removed: not there yet.
    return null;
  }
}

/** The samples to show that this machine has, in their order. Empty before the first fetch. */
export async function listSamples(): Promise<SampleFile[]> {
  const files = await readdir(folder()).catch(() => []);
  const samples = await Promise.all(files.filter((name) => name.endsWith(".json")).map(readSample));
  return samples
    .filter((sample) => sample !== null)
    .filter((sample) => !sample.unfit)
    .sort((a, b) => a.order - b.order);
}

/** One sample with its canonical PNG. @throws AppError not-found. */
export async function openSample(name: string): Promise<{ sample: SampleFile; png: Buffer }> {
  const sample = await readSample(`${name}.json`);
  if (sample === null) throw notFound("sample");
  const png = await readFile(path.join(/* turbopackIgnore: true */ folder(), `${name}.png`));
  return { sample, png };
}
