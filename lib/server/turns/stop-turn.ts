import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { endTurn } from "./end-turn";
import { LOG_CHANNEL, notify, STOP_CHANNEL } from "./notify";

/**
 * Stops a turn, from whatever tab: one that waits ends at once, one that runs is told and ends
 * within a step, keeping what was shown. A turn that has ended already stays as it is.
 */
export async function stopTurn(userId: string, turnId: string): Promise<void> {
  const state = await db().$transaction(async (tx) => {
    const { count } = await tx.turn.updateMany({
      where: { id: turnId, userId, state: { in: ["queued", "running"] } },
      data: { stopRequested: true },
    });
    if (count === 0) return null;
    await recordAudit(tx, { userId, action: "turn-stopped", subject: turnId });
    await notify(tx, STOP_CHANNEL, turnId);
    await notify(tx, LOG_CHANNEL, turnId);
    const turn = await tx.turn.findUnique({
      where: { id: turnId },
      select: { state: true, lease: true },
    });
    return turn;
  });
  // A worker that claims it in between finds the request on its row.
  if (state?.state === "queued") await endTurn({ turnId, lease: state.lease, state: "stopped" });
}
