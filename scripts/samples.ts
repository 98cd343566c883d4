import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseSettings } from "@/lib/server/env";
import { readImage } from "@/lib/vlm/image/read-image";
import { sentenceFor } from "./start/failure";
import { fileFromPackage, pythonWithPip } from "./start/fetch-package";
import { SAMPLES_DONE } from "./start/fetch-samples-once";
import { SAMPLES, type Sample } from "./start/sample-list";

async function keep(sample: Sample, order: number, bytes: Buffer, folder: string): Promise<void> {
  const { png, width, height, origin, notes } = await readImage(bytes);
  const { name, title, source, licence, question, unfit = false } = sample;
  const told = { name, title, source, licence, question, unfit };
  const about = { ...told, origin, notes, width, height, order };
  writeFileSync(path.join(folder, `${name}.png`), png, { mode: 0o600 });
  // Last: a sample is there when its description is.
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(about, null, 2)}\n`, {
    mode: 0o600,
  });
}

/** Fetches the samples that are not there yet; answers how many failed. */
async function fetchSamples(folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const scratch = mkdtempSync(path.join(tmpdir(), "evlf-samples-"));
  const python = pythonWithPip();
  let failed = 0;
  try {
    for (const [order, sample] of SAMPLES.entries()) {
      if (existsSync(path.join(folder, `${sample.name}.json`))) continue;
      try {
        await keep(sample, order, fileFromPackage(sample.from, scratch, python), folder);
        process.stdout.write(`${sample.title}: there\n`);
      } catch (error) {
        failed += 1;
        const why = error instanceof Error ? error.message : String(error);
        process.stdout.write(`${sample.title}: not fetched, ${why}\n`);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (failed === 0) writeFileSync(path.join(folder, SAMPLES_DONE), "");
  return failed;
}

try {
  const { DATA_DIR } = parseSettings(process.env);
  const failed = await fetchSamples(path.join(DATA_DIR, "samples"));
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}
