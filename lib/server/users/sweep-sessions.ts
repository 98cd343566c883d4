import "server-only";
import { removeChat } from "../chats/remove-chat";
import { db } from "../db";

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
    for (const { id } of chats) await db().$transaction((tx) => removeChat(tx, { userId, id }));
    await db().user.deleteMany({ where: { id: userId, images: { none: {} } } });
  }
}
