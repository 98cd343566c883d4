import "server-only";
import { db } from "../db";
import { env } from "../env";
import { endTurn } from "./end-turn";
import { handBack } from "./hand-back";

/**
 * A worker that reports every 3 s and was not heard of for this long is taken for dead. One that was
 * only slow loses its turns to another, and writes nothing into them.
 */
const SILENT_MS = 12_000;

type Reap = {
  /** A worker that is known to be gone; without it, all that fell silent. */
  workerName?: string;
  /** Turns of that worker that it does run: a worker that lives asks for the rest of its own. */
  except?: { has(turnId: string): boolean };
};

/**
 * Puts the turns that nobody runs any more back into the queue, so that another worker goes on with
 * them. Those that shall stop end as stopped; those that lost too many workers as interrupted, with
 * what their logs hold kept.
 *
 * @returns how many were handed back or ended.
 */
export async function reapTurns({ workerName, except }: Reap = {}): Promise<number> {
  const rows = await db().turn.findMany({
    where: { state: "running", ...(workerName === undefined ? {} : { workerName }) },
    select: { id: true, lease: true, stopRequested: true, workerName: true },
  });
  const alive = workerName === undefined ? await heardOf() : new Set<string | null>();
  let done = 0;
  for (const row of rows) {
    if (alive.has(row.workerName) || except?.has(row.id)) continue;
    const lease = { turnId: row.id, lease: row.lease };
    const state = row.stopRequested ? "stopped" : "interrupted";
    // A worker that asks for the rest of its own lives: it was the database that went away.
    if (
      (await handBack(lease, { lost: except === undefined })) ||
      (await endTurn({ ...lease, state }))
    )
      done += 1;
  }
  return done;
}

async function heardOf(): Promise<Set<string | null>> {
  // The database's clock wrote the times, so it compares them: machines' clocks differ.
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT name FROM worker WHERE heartbeat_at > now() - make_interval(secs => ${SILENT_MS / 1000})`;
  return new Set(rows.map(({ name }) => name));
}

/** Removes the logs of turns that ended a while ago (ten minutes, where nothing else is set): their messages hold everything. */
export async function removeOldLogs(now = Date.now()): Promise<number> {
  const keptMs = env().LOGS_KEPT_MINUTES * 60_000;
  const { count } = await db().turnEvent.deleteMany({
    where: { turn: { endedAt: { lt: new Date(now - keptMs) } } },
  });
  return count;
}
