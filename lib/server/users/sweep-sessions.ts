import "server-only";
import { removeChat } from "../chats/remove-chat";
import { db } from "../db";
import { thenDropFiles } from "../images/loose-files";

/**
 * Removes sessions and one-time tokens that ran out. A guest without a session can't come back: chats and pictures go,
 * then the guest. A few at a time.
 */
export async function sweepSessions(now = new Date()): Promise<void> {
  await db().session.deleteMany({ where: { expires: { lt: now } } });
  await db().verificationToken.deleteMany({ where: { expires: { lt: now } } });
  const guests = await db().user.findMany({
    where: { guest: true, sessions: { none: {} } },
    select: { id: true, chats: { select: { id: true } } },
    take: 20,
  });
  for (const { id: userId, chats } of guests) {
    for (const { id } of chats) await thenDropFiles((tx) => removeChat(tx, { userId, id }));
    await removeGuest(userId);
  }
}

/** The person's row, where nothing hangs on it any more: an upload under way is waited for. */
async function removeGuest(userId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id::text FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
    const none = { images: { none: {} }, chats: { none: {} }, sessions: { none: {} } };
    await tx.user.deleteMany({ where: { id: userId, guest: true, ...none } });
  });
}
