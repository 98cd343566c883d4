import "server-only";
import type { Tx } from "../db";
import type { TurnChunk } from "./chunks";

/** Who may write: the turn, and the lease that it was claimed under. */
export type Lease = { turnId: string; lease: number };

export class LeaseLost extends Error {
  override name = "LeaseLost";
}

/**
 * Appends chunks to a turn's log as events `from`, `from + 1`, … and tells the followers, in one
 * statement. The turn's row is share-locked and must still be running under this lease, so a worker
 * that wakes up after its turn was taken from it writes nothing, however late the statement comes.
 *
 * @returns whether somebody asked to stop.
 * @throws LeaseLost when the turn runs under another lease, has ended or is gone.
 */
export async function appendEvents(
  tx: Tx,
  { turnId, lease }: Lease,
  from: number,
  chunks: TurnChunk[],
): Promise<{ stopRequested: boolean }> {
  const events = JSON.stringify(chunks.map((chunk, at) => ({ seq: from + at, chunk })));
  const rows = await tx.$queryRaw<{ stopRequested: boolean }[]>`
    WITH live AS MATERIALIZED (
      SELECT id, stop_requested FROM turn
      WHERE id = ${turnId}::uuid AND lease = ${lease} AND state = 'running'
      FOR SHARE
    ), put AS (
      INSERT INTO turn_event (turn_id, seq, lease, chunk)
      SELECT live.id, event.seq, ${lease}::int, event.chunk
      FROM live CROSS JOIN jsonb_to_recordset(${events}::jsonb) AS event (seq int, chunk jsonb)
    )
    SELECT stop_requested AS "stopRequested", pg_notify('turn_log', id::text)::text AS told FROM live`;
  const row = rows[0];
  if (row === undefined) throw new LeaseLost(`turn ${turnId} is not under lease ${lease}`);
  return { stopRequested: row.stopRequested };
}
