import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { switchedOff } from "../switched-off";
import type { Lease } from "./append-events";
import { LOG_CHANNEL, notify, QUEUE_CHANNEL } from "./notify";
import { enqueueTurn, openQueue } from "./queue";

/** How often one turn may lose its worker. A turn that brings each one down would go round forever. */
export const MOST_HANDED_BACK = 5;

/**
 * Puts a running turn back into the queue, before those that were not begun: another worker goes on
 * behind what its log holds (reopen-log.ts), and readers notice nothing but a pause. The lease goes
 * up, so that the worker that had it writes nothing more.
 *
 * @param lost whether a worker went away with it, and not the database or the disk's room: those
 *   come back, so it may happen any number of times.
 * @returns false when the turn runs under another lease, has ended, shall stop, or was handed back
 *   as often as it may.
 */
export async function handBack(
  { turnId, lease }: Lease,
  { lost = true }: { lost?: boolean } = {},
): Promise<boolean> {
  if (switchedOff("hand-back")) return false;
  await openQueue();
  return await db().$transaction(async (tx) => {
    const [turn] = await tx.$queryRaw<{ userId: string }[]>`
      UPDATE turn SET state = 'queued', lease = lease + 1, worker_name = NULL,
        handed_back = handed_back + ${lost ? 1 : 0}
      WHERE id = ${turnId}::uuid AND lease = ${lease} AND state = 'running'
        AND NOT stop_requested AND handed_back < ${MOST_HANDED_BACK}
      RETURNING user_id::text AS "userId"`;
    if (turn === undefined) return false;
    await enqueueTurn(tx, turnId, true);
    await recordAudit(tx, { userId: turn.userId, action: "turn-handed-back", subject: turnId });
    await notify(tx, LOG_CHANNEL, turnId);
    await notify(tx, QUEUE_CHANNEL);
    return true;
  });
}
