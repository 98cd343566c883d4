import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { notFound } from "../errors";

/**
 * Deletes a chat: from now on it answers like one that is not there, and so do its turns and the
 * pictures that only it shows. For ten seconds restoreChat brings it back as it was, an answer
 * under way included; after that sweepDeleted removes it. The database's clock counts, so neither
 * a closed tab nor a restart changes that.
 *
 * @throws AppError not-found.
 */
export async function deleteChat(userId: string, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE chat SET deleted_at = now()
      WHERE id = ${id}::uuid AND user_id = ${userId}::uuid AND deleted_at IS NULL`;
    if (count === 0) throw notFound("chat");
    await recordAudit(tx, { userId, action: "chat-deleted", subject: id });
  });
}
