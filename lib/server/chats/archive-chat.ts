import "server-only";
import { db } from "../db";
import { notFound } from "../errors";

/**
 * Moves a chat to the archive, or back to its day in the list. An archived chat is not pinned; it
 * can be read, searched and gone on with like any other.
 *
 * @throws AppError not-found.
 */
export async function archiveChat(userId: string, id: string, archived: boolean): Promise<void> {
  const { count } = await db().chat.updateMany({
    where: { id, userId, deletedAt: null },
    data: archived ? { archivedAt: new Date(), pinnedAt: null } : { archivedAt: null },
  });
  if (count === 0) throw notFound("chat");
}
