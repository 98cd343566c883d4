import "server-only";
import { db } from "../db";
import { endTurn } from "./end-turn";

/** A worker that reports every 5 s and was not heard of for this long is dead. */
const SILENT_MS = 20_000;
/** The log of an ended turn stays this long for late readers. */
const LOG_KEPT_MS = 600_000;

/**
 * Ends the turns of dead workers as interrupted (or stopped, where that was asked), keeping what
 * their logs hold.
 *
 * @param options.workerName a worker that is known to be gone; without it, all that fell silent.
 * @returns how many ended.
 */
export async function reapTurns(options: { workerName?: string } = {}): Promise<number> {
  const rows = await db().turn.findMany({
    where: { state: "running", ...(options.workerName ? { workerName: options.workerName } : {}) },
    select: { id: true, lease: true, stopRequested: true, workerName: true },
  });
  const alive = options.workerName === undefined ? await heardOf() : new Set<string | null>();
  let ended = 0;
  for (const { id, lease, stopRequested, workerName } of rows) {
    if (alive.has(workerName)) continue;
    const state = stopRequested ? "stopped" : "interrupted";
    if (await endTurn({ turnId: id, lease, state })) ended += 1;
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
