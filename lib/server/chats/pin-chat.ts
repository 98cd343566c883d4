import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError, notFound } from "../errors";

/** Chats that one person may pin. */
export const MOST_PINNED = 50;

/**
 * Puts a chat above the others, or back among them. A pinned chat leaves the archive.
 *
 * @throws AppError not-found, too-many-pinned.
 */
export async function pinChat(userId: string, id: string, pinned: boolean): Promise<void> {
  await db().$transaction(async (tx) => {
    // One at a time for a person, so that the bound holds.
    await tx.$queryRaw`SELECT id::text FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    const where = { userId, deletedAt: null };
    if (pinned) {
      const others = { ...where, pinnedAt: { not: null }, id: { not: id } };
      if ((await tx.chat.count({ where: others })) >= MOST_PINNED) {
        throw new AppError(
          "too-many-pinned",
          `${MOST_PINNED} chats are pinned, and that is the most. Unpin one first.`,
        );
      }
    }
    const { count } = await tx.chat.updateMany({
      where: { ...where, id },
      data: pinned ? { pinnedAt: new Date(), archivedAt: null } : { pinnedAt: null },
    });
    if (count === 0) throw notFound("chat");
    const action = pinned ? "chat-pinned" : "chat-unpinned";
    await recordAudit(tx, { userId, action, subject: id });
  });
}
