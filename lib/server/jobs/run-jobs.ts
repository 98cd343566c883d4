import "server-only";
import { db } from "../db";
import { toAppError } from "../errors";
import { every } from "../every";
import { log } from "../log";
import { sweepLinks } from "../shares/revoke-link";
import { deleteAccount } from "./delete-account";
import { removeExportFiles, removeStrayFiles } from "./export-files";
import { claimJob, givenUp, type HeldJob, holdJob, JobLost } from "./hold-job";
import { sweepJobs } from "./sweep-jobs";
import { writeExport } from "./write-export";

const LOOK_MS = 1_000;
const SWEEP_MS = 60_000;
const FAILED_KEPT_MS = 86_400_000;

const mine = ({ id, lease }: HeldJob) => ({ id, lease, state: "running" }) as const;

/** Gives the job back: at once to another worker when this one ends, else after a pause. */
async function putBack(job: HeldJob, atOnce: boolean): Promise<void> {
  await db().accountJob.updateMany({
    where: mine(job),
    data: { state: "queued", ...(atOnce ? { heartbeatAt: null } : {}) },
  });
}

async function fail(job: HeldJob, sentence: string): Promise<void> {
  const now = new Date();
  await db().accountJob.updateMany({
    where: mine(job),
    data: {
      ...{ state: "failed", error: sentence, endedAt: now },
      expiresAt: new Date(now.getTime() + FAILED_KEPT_MS),
    },
  });
}

async function end(job: HeldJob, error: unknown, shutdown: AbortSignal): Promise<void> {
  if (shutdown.aborted) return await putBack(job, true);
  if (error instanceof JobLost) return;
  log().error({ err: error, jobId: job.id, kind: job.kind }, "account job failed");
  // What was promised to be deleted is deleted, however often it takes.
  if (job.kind === "deletion") return await putBack(job, false);
  await fail(job, toAppError(error).person);
}

/**
 * Takes one job and does it to its end. A job whose worker died begins where its rows stand: a
 * deletion goes on with what is left, an export is written anew.
 *
 * @returns whether there was one.
 */
export async function runNextJob(shutdown: AbortSignal): Promise<boolean> {
  const claimed = await claimJob();
  if (claimed === null) return false;
  const job = holdJob(claimed, shutdown);
  try {
    if (givenUp(claimed)) await fail(job, "The export could not be written. Ask for another.");
    else if (job.kind === "export") await writeExport(job);
    else await deleteAccount(job);
  } catch (error) {
    await end(job, error, shutdown);
  } finally {
    job.release();
    if (job.kind === "export") await removeStrayFiles();
  }
  return true;
}

/** Does jobs one after another from now on, and removes what has ended. @returns what ends it. */
export function keepRunningJobs(): () => Promise<void> {
  const shutdown = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const timer = every(LOOK_MS, "account jobs", async () => {
    const run = runNextJob(shutdown.signal);
    running = run;
    await run;
  });
  const sweep = every(SWEEP_MS, "sweep of links and exports", async () => {
    await sweepLinks();
    await sweepJobs(removeExportFiles);
    await removeStrayFiles();
  });
  return async () => {
    clearInterval(timer);
    clearInterval(sweep);
    shutdown.abort();
    await Promise.allSettled([running]);
  };
}
