import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { notFound } from "../errors";
import { removeUnused } from "../images/remove-unused";
import { notify, STOP_CHANNEL } from "../turns/notify";

/**
 * Deletes a chat with its messages, turns and logs, and at once every picture of it that no other
 * chat refers to. A running turn is told to stop; what it still writes is refused, its row is gone.
 *
 * @throws AppError not-found.
 */
export async function deleteChat(userId: string, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const images = await tx.image.findMany({
      where: { userId, messages: { some: { message: { chatId: id } } } },
      select: { id: true, userId: true, sha256: true },
    });
    const running = await tx.turn.findMany({
      where: { chatId: id, userId, state: { in: ["queued", "running"] } },
      select: { id: true },
    });
    const { count } = await tx.chat.deleteMany({ where: { id, userId } });
    if (count === 0) throw notFound("chat");
    await removeUnused(tx, images);
    for (const turn of running) await notify(tx, STOP_CHANNEL, turn.id);
    await recordAudit(tx, { userId, action: "chat-deleted", subject: id });
  });
}
