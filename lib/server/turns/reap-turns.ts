import "server-only";
import { db } from "../db";
import { endTurn } from "./end-turn";

/** A worker that reports every 5 s and was not heard of for this long is dead. */
const SILENT_MS = 20_000;
/** The log of an ended turn stays this long for late readers. */
const LOG_KEPT_MS = 600_000;

type Reap = {
  /** A worker that is known to be gone; without it, all that fell silent. */
  workerName?: string;
  /** Turns of that worker that it does run: a worker that lives asks for the rest of its own. */
  except?: { has(turnId: string): boolean };
};

/**
 * Ends the turns that nobody runs any more as interrupted (or stopped, where that was asked),
 * keeping what their logs hold.
 *
 * @returns how many ended.
 */
export async function reapTurns({ workerName, except }: Reap = {}): Promise<number> {
  const rows = await db().turn.findMany({
    where: { state: "running", ...(workerName === undefined ? {} : { workerName }) },
    select: { id: true, lease: true, stopRequested: true, workerName: true },
  });
  const alive = workerName === undefined ? await heardOf() : new Set<string | null>();
  let ended = 0;
  for (const row of rows) {
    if (alive.has(row.workerName) || except?.has(row.id)) continue;
    const state = row.stopRequested ? "stopped" : "interrupted";
    if (await endTurn({ turnId: row.id, lease: row.lease, state })) ended += 1;
  }
  return ended;
}

async function heardOf(): Promise<Set<string | null>> {
  // The database's clock wrote the times, so it compares them: machines' clocks differ.
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT name FROM worker WHERE heartbeat_at > now() - make_interval(secs => ${SILENT_MS / 1000})`;
  return new Set(rows.map(({ name }) => name));
}

/** Removes the logs of turns that ended over ten minutes ago: their messages hold everything. */
export async function removeOldLogs(now = Date.now()): Promise<number> {
  const { count } = await db().turnEvent.deleteMany({
    where: { turn: { endedAt: { lt: new Date(now - LOG_KEPT_MS) } } },
  });
  return count;
}
