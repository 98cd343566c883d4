import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { notFound } from "../errors";

/**
 * Moves a chat to the archive, or back to its day in the list. An archived chat is not pinned; it
 * can be read, searched and gone on with like any other.
 *
 * @throws AppError not-found.
 */
export async function archiveChat(userId: string, id: string, archived: boolean): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.chat.updateMany({
      where: { id, userId, deletedAt: null },
      data: archived ? { archivedAt: new Date(), pinnedAt: null } : { archivedAt: null },
    });
    if (count === 0) throw notFound("chat");
    const action = archived ? "chat-archived" : "chat-unarchived";
    await recordAudit(tx, { userId, action, subject: id });
  });
}
