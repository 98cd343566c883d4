import "server-only";
import type { AccountJobKind } from "@/lib/generated/prisma/client";
import { db, type Tx } from "../db";

/** A worker that did not tell of itself for this long has lost its job. */
const SILENT_S = 20;
/** An export that killed this many workers kills no more. */
const MOST_TRIES = 5;
const BEAT_MS = 5_000;
const TELL_MS = 300;

type Claimed = { id: string; kind: AccountJobKind; userId: string | null; lease: number };

/** Another worker has the job, or it is gone: whoever gets this writes nothing more. */
export class JobLost extends Error {
  override name = "JobLost";
}

/**
 * Takes the oldest job that waits, or whose worker fell silent, under a new lease. Any number of
 * workers may ask at once.
 */
export async function claimJob(): Promise<Claimed | null> {
  const [row] = await db().$queryRaw<Claimed[]>`
    UPDATE account_job SET state = 'running', lease = lease + 1, heartbeat_at = now()
    WHERE id = (
      SELECT id FROM account_job
      WHERE state IN ('queued', 'running')
        AND (heartbeat_at IS NULL OR heartbeat_at < now() - make_interval(secs => ${SILENT_S}))
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id::text, kind::text AS kind, user_id::text AS "userId", lease`;
  return row ?? null;
}

/** Whether this job was begun so often that it is given up. */
export const givenUp = ({ kind, lease }: Claimed): boolean =>
  kind === "export" && lease > MOST_TRIES;

export type HeldJob = Claimed & {
  /** Fires when the worker ends or the job was lost. */
  signal: AbortSignal;
  /** Tells how far it is, at most three times a second. @throws JobLost. */
  tell: (done: number, total: number) => Promise<void>;
  /** Checks, in the transaction that ends the job, that it is still this worker's. @throws JobLost. */
  keep: (tx: Tx) => Promise<void>;
  release: () => void;
};

/** Keeps a job this worker's while it works: a beat every five seconds, the lease on every write. */
export function holdJob(job: Claimed, shutdown: AbortSignal): HeldJob {
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, shutdown]);
  const { id, lease } = job;
  const mine = { id, lease, state: "running" } as const;
  const write = async (data: { done?: number; total?: number }): Promise<void> => {
    const { count } = await db().accountJob.updateMany({
      where: mine,
      data: { ...data, heartbeatAt: new Date() },
    });
    if (count > 0) return;
    lost.abort();
    throw new JobLost(`job ${id} is not under lease ${lease}`);
  };
  const beat = setInterval(() => {
    // A database that is down for a moment takes nothing away.
    write({}).catch(() => {});
  }, BEAT_MS);
  let told = 0;
  return {
    ...job,
    signal,
    tell: async (done, total) => {
      if (signal.aborted) throw new JobLost(`job ${id} is let go`);
      if (Date.now() - told < TELL_MS && done < total) return;
      told = Date.now();
      await write({ done, total });
    },
    keep: async (tx) => {
      const held = await tx.$queryRaw<unknown[]>`
        SELECT id::text FROM account_job
        WHERE id = ${id}::uuid AND lease = ${lease} AND state = 'running' FOR UPDATE`;
      if (held.length === 0) throw new JobLost(`job ${id} is not under lease ${lease}`);
    },
    release: () => clearInterval(beat),
  };
}
