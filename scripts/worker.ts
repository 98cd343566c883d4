import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import sharp from "sharp";
import { keepSweepingDeleted } from "@/lib/server/chats/sweep-deleted";
import { closeDb } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { keepRunningJobs } from "@/lib/server/jobs/run-jobs";
import { log } from "@/lib/server/log";
import { idsOf } from "@/lib/server/turns/chunks";
import type { Converse } from "@/lib/server/turns/run-turn";
import { workTurns } from "@/lib/server/turns/work-turns";
import { removeWorker, reportWorker } from "@/lib/server/turns/worker-row";
import { VlmError } from "@/lib/vlm/errors";
import { createEvlf, type Evlf } from "@/lib/vlm/provider";
import { modelCache, modelFolder } from "@/lib/vlm/registry";
import { sentenceFor } from "./start/failure";

/**
 * One short answer about an empty picture, thrown away: every part of the model has run once.
 *
 * @returns tokens a second from its first token to its last, alone; null where it wrote too few.
 */
async function warm(evlf: Evlf): Promise<number | null> {
  const black = { r: 0, g: 0, b: 0 };
  const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: black } })
    .png()
    .toBuffer();
  const chunks = evlf.converse({
    messages: [
      {
        id: "warm-up",
        role: "user",
        parts: [
          { type: "data-image", data: { imageId: "warm-up", name: "", width: 64, height: 64 } },
          { type: "text", text: "What does this show?" },
        ],
      },
    ],
    audience: "patient",
    image: async () => png,
  });
  let [tokens, begun, ended] = [0, 0, 0];
  for await (const chunk of chunks) {
    const count = idsOf(chunk).length;
    if (count === 0) continue;
    ended = performance.now();
    // The first chunk starts the clock: what came before was reading, not writing.
    if (begun === 0) begun = ended;
    else tokens += count;
  }
  return tokens < 4 ? null : tokens / ((ended - begun) / 1000);
}

const converseWith =
  (evlf: Evlf): Converse =>
  ({ imageBytes, signal, ...asked }) =>
    evlf.converse({ ...asked, image: imageBytes, abortSignal: signal });

async function main(): Promise<void> {
  const settings = env();
  const name = settings.WORKER_NAME ?? `${hostname()}-${randomBytes(3).toString("hex")}`;
  const loading = { name, warm: false, problem: null, modelName: null, modelVersion: null };
  await reportWorker(loading);
  // Loading may take longer than a worker may be silent.
  const beat = setInterval(() => {
    reportWorker(loading).catch(() => {});
  }, 5_000);
  // Before the model loads, and where it can't be loaded: a deleted chat waits for no answer.
  const endSweeping = keepSweepingDeleted();
  const endJobs = keepRunningJobs();
  const concurrency = settings.TURN_CONCURRENCY;
  const evlf = await createEvlf(modelFolder(settings.EVLF_MODEL_DIR), {
    active: concurrency,
    cache: modelCache(settings.DATA_DIR),
    device: settings.EVLF_DEVICE,
  });
  const tokensPerSecond = await warm(evlf);
  clearInterval(beat);
  const { name: modelName, version } = evlf.card;
  const working = await workTurns({
    name,
    concurrency,
    converse: converseWith(evlf),
    model: { name: modelName, version },
    backend: evlf.device,
    tokensPerSecond,
  });
  log().info({ name, model: modelName, version }, "worker is warm");
  let ending = false;
  // Asked once, it lets answers end for a while; asked again, it hands them over now.
  const end = (): void => {
    if (ending) {
      working.hurry();
      return;
    }
    ending = true;
    endSweeping();
    Promise.all([working.stop(settings.STOP_GRACE_SECONDS * 1000), endJobs()])
      .then(closeDb)
      .catch((error: unknown) => log().error({ err: error }, "worker did not end cleanly"))
      .finally(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

main().catch(async (error: unknown) => {
  const sentence = error instanceof VlmError ? error.person : sentenceFor(error);
  process.stderr.write(`${sentence}\n`);
  await Promise.allSettled([removeWorker(process.env.WORKER_NAME ?? ""), closeDb()]);
  process.exit(1);
});
