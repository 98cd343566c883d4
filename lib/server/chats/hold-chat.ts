import "server-only";
import type { Tx } from "../db";
import { notFound } from "../errors";

/**
 * Holds a chat's row for the rest of the transaction, so that its branch and its turns change by
 * one hand at a time, and says whether an answer waits or is being written.
 *
 * @throws AppError not-found when there is none, it is somebody else's or it awaits removal.
 */
export async function holdChat(
  tx: Tx,
  { chatId, userId }: { chatId: string; userId: string },
): Promise<{ leafId: string | null; running: boolean }> {
  const [chat] = await tx.$queryRaw<{ userId: string; leafId: string | null; deleted: boolean }[]>`
    SELECT user_id::text AS "userId", leaf_id::text AS "leafId", deleted_at IS NOT NULL AS deleted
    FROM chat WHERE id = ${chatId}::uuid FOR UPDATE`;
  if (chat === undefined || chat.userId !== userId || chat.deleted) throw notFound("chat");
  const running = await tx.turn.findFirst({
    where: { chatId, state: { in: ["queued", "running"] } },
    select: { id: true },
  });
  return { leafId: chat.leafId, running: running !== null };
}
