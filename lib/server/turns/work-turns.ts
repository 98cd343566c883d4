import "server-only";
import { indexMissing } from "../chats/index-missing";
import { every } from "../every";
import { sweepIncoming } from "../images/incoming";
import { sweepImages } from "../images/remove-unused";
import { sweepLimits } from "../shared-limit";
import { sweepSessions } from "../users/sweep-sessions";
import { closeListener } from "./listener";
import { createBoss, QUEUE, type TurnJob } from "./queue";
import { reapTurns, removeOldLogs } from "./reap-turns";
import { resendLost } from "./resend-lost";
import { type Converse, runTurn } from "./run-turn";
import { removeWorker, reportWorker } from "./worker-row";

const HEARTBEAT_MS = 5_000;
const SWEEP_MS = 60_000;
/** NOTIFY wakes; polling is for when the listening connection is down (s), or lost one (10 s). */
const POLLING = { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10 };

type WorkTurns = {
  name: string;
  concurrency: number;
  converse: Converse;
  model: { name: string; version: string };
  /** For the admin's page: what it runs on, and how fast. */
  backend?: string;
  tokensPerSecond?: number | null;
};

export type Working = {
  /** Ends what runs as interrupted, its text kept, and lets go of the queue. */
  stop(): Promise<void>;
};

/**
 * Answers turns until stopped: takes jobs from the queue as they come (woken by NOTIFY), several at
 * once, reports that it lives, and cleans up after workers that died.
 */
export async function workTurns({
  name,
  concurrency,
  converse,
  model,
  backend,
  tokensPerSecond,
}: WorkTurns): Promise<Working> {
  const shutdown = new AbortController();
  const running = new Map<string, Promise<void>>();
  const boss = createBoss("worker");
  await reapTurns({ workerName: name });
  await boss.start();
  /** One place for an answer. Done with one, it looks for the next at once instead of waiting to be woken. */
  const takeJobs = async (): Promise<void> => {
    const own = { id: "" };
    own.id = await boss.work<TurnJob>(QUEUE, POLLING, async ([job]) => {
      if (job === undefined) return;
      const { turnId } = job.data;
      const run = runTurn({ turnId, workerName: name, converse, shutdown: shutdown.signal });
      running.set(turnId, run);
      await run.finally(() => running.delete(turnId));
      boss.notifyWorker(own.id);
    });
  };
  const report = {
    name,
    warm: true,
    problem: null,
    modelName: model.name,
    modelVersion: model.version,
    backend: backend ?? null,
    tokensPerSecond: tokensPerSecond ?? null,
  };
  await reportWorker(report);
  for (let slot = 0; slot < concurrency; slot += 1) await takeJobs();
  const beat = every(HEARTBEAT_MS, "heartbeat", async () => {
    await reportWorker(report);
    await reapTurns();
    // What this worker lost with the database: claimed, and then neither run nor ended.
    await reapTurns({ workerName: name, except: running });
    await resendLost(boss);
  });
  const sweep = every(SWEEP_MS, "sweep", async () => {
    await removeOldLogs();
    await sweepImages();
    await sweepIncoming();
    await sweepSessions();
    await indexMissing();
    await sweepLimits();
  });
  return {
    stop: async () => {
      clearInterval(beat);
      clearInterval(sweep);
      shutdown.abort();
      await boss.offWork(QUEUE, { wait: false });
      await Promise.allSettled(running.values());
      await boss.stop({ graceful: false });
      await removeWorker(name);
      await closeListener();
    },
  };
}
