import "server-only";
import type { Health } from "@/lib/contracts/api";
import { modelFolder, readModelCard } from "@/lib/vlm/registry";
import { env } from "../env";
import { liveWorkers } from "../turns/worker-row";

type Worker = Awaited<ReturnType<typeof liveWorkers>>[number];

async function workers(): Promise<Worker[] | null> {
  try {
    return await liveWorkers();
  } catch {
    return null;
  }
}

function modelOnDisk(): { name: string; version: string } | null {
  try {
    const { name, version } = readModelCard(modelFolder(env().EVLF_MODEL_DIR));
    return { name, version };
  } catch {
    return null;
  }
}

/** Whether a question asked now would be answered, and if not, what is missing, in words. */
export async function checkHealth(): Promise<Health> {
  const live = await workers();
  const best = live?.[0];
  const warm = best?.warm === true;
  const model =
    best?.modelName && best.modelVersion
      ? { name: best.modelName, version: best.modelVersion }
      : (modelOnDisk() ?? { name: "none", version: "0" });
  const missing: string[] = [];
  if (live === null) missing.push("The database does not answer.");
  else if (best === undefined) missing.push("No worker runs.");
  else if (!warm) missing.push(best.problem ?? "The worker is still loading the model.");
  return {
    ready: missing.length === 0,
    model: { ...model, loaded: warm },
    database: live !== null,
    worker: { alive: best !== undefined, warm },
    missing,
  };
}
