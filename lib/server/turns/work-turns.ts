import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { indexMissing } from "../chats/index-missing";
import { sweepOldChats } from "../chats/sweep-old-chats";
import { every } from "../every";
import { sweepIncoming } from "../images/incoming";
import { sweepImages } from "../images/remove-unused";
import { metrics } from "../metrics/metrics";
import { withRequestId } from "../request-id";
import { sweepLimits } from "../shared-limit";
import { sweepSessions } from "../users/sweep-sessions";
import { closeListener } from "./listener";
import { closeQueue, createBoss, QUEUE, type TurnJob } from "./queue";
import { reapTurns, removeOldLogs } from "./reap-turns";
import { resendLost } from "./resend-lost";
import { type Converse, runTurn } from "./run-turn";
import { removeWorker, reportWorker } from "./worker-row";

const HEARTBEAT_MS = 3_000;
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
  /**
   * Takes no more turns, gives those that run `graceMs` to end, hands the rest back for another
   * worker to go on with, and lets go of the queue.
   */
  stop(graceMs: number): Promise<void>;
  /** Ends the grace: what still runs is handed back now. */
  hurry(): void;
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
  let stopping = false;
  const running = new Map<string, Promise<void>>();
  const boss = createBoss("worker");
  await reapTurns({ workerName: name });
  await boss.start();
  /** One place for an answer. Done with one, it looks for the next at once instead of waiting to be woken. */
  const takeJobs = async (): Promise<void> => {
    const own = { id: "" };
    own.id = await boss.work<TurnJob>(QUEUE, POLLING, async ([job]) => {
      if (job === undefined) return;
      const { turnId, requestId = turnId } = job.data;
      // Taken in the moment of stopping: another worker shall have it.
      const passOn = async (): Promise<void> => {
        await boss.send(QUEUE, { turnId } satisfies TurnJob, { priority: 1 });
      };
      const run = withRequestId(requestId, () =>
        stopping
          ? passOn()
          : runTurn({ turnId, workerName: name, converse, shutdown: shutdown.signal }),
      );
      running.set(turnId, run);
      await run.finally(() => running.delete(turnId));
      if (!stopping) boss.notifyWorker(own.id);
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
    slots: concurrency,
  };
  await reportWorker(report);
  for (let slot = 0; slot < concurrency; slot += 1) await takeJobs();
  const beat = every(HEARTBEAT_MS, "heartbeat", async () => {
    await reportWorker(report, await metrics().registry.getMetricsAsJSON());
    await reapTurns();
    // What this worker lost with the database: claimed, and then neither run nor ended.
    await reapTurns({ workerName: name, except: running });
    await resendLost(boss);
  });
  const sweep = every(SWEEP_MS, "sweep", async () => {
    await removeOldLogs();
    await sweepImages();
    await sweepIncoming();
    await sweepOldChats();
    await sweepSessions();
    await indexMissing();
    await sweepLimits();
  });
  const allEnded = (): Promise<unknown> => Promise.allSettled(running.values());
  return {
    hurry: () => shutdown.abort(),
    stop: async (graceMs) => {
      stopping = true;
      clearInterval(sweep);
      await boss.offWork(QUEUE, { wait: false });
      // It reports that it lives until the last answer has ended or is handed back.
      await Promise.race([
        allEnded(),
        aborted(shutdown.signal),
        sleep(graceMs, null, { ref: false }),
      ]);
      shutdown.abort();
      await allEnded();
      clearInterval(beat);
      await boss.stop({ graceful: false });
      await removeWorker(name);
      await closeListener();
      await closeQueue();
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
