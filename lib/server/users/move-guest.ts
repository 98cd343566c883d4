import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";

/**
 * Gives everything of a guest (chats, pictures, turns) to an account and removes the guest: what
 * happens when somebody who looked around as a guest signs in to an account that exists.
 */
export async function moveGuest(guestId: string, userId: string): Promise<void> {
  if (guestId === userId) return;
  await db().$transaction(async (tx) => {
    // An upload under way is in before, and moves too, or comes after and is refused.
    await tx.$queryRaw`SELECT id::text FROM "user" WHERE id = ${guestId}::uuid FOR UPDATE`;
    const guest = await tx.user.findUnique({
      where: { id: guestId, guest: true },
      select: { audience: true },
    });
    if (guest === null) return;
    const chats = await tx.chat.updateMany({ where: { userId: guestId }, data: { userId } });
    await tx.turn.updateMany({ where: { userId: guestId }, data: { userId } });
    await tx.share.updateMany({ where: { userId: guestId }, data: { userId } });
    // An upload's number comes from the browser, and the account may have used the same.
    await tx.image.updateMany({ where: { userId: guestId }, data: { userId, uploadId: null } });
    await tx.user.updateMany({
      where: { id: userId, audience: null },
      data: { audience: guest.audience },
    });
    await tx.user.delete({ where: { id: guestId }, select: { id: true } });
    await recordAudit(tx, { userId, action: "guest-moved", detail: { chats: chats.count } });
  });
}
