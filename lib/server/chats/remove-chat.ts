import "server-only";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db";
import { removeUnused } from "../images/remove-unused";
import { notify, STOP_CHANNEL } from "../turns/notify";

/**
 * Removes a chat for good: its messages, turns and logs, and every picture of it that no other chat
 * refers to, row and file. A running turn is told to stop; what it still writes is refused, its row
 * is gone. Does nothing where there is no such chat.
 */
export async function removeChat(
  tx: Tx,
  { id, userId }: { id: string; userId: string },
): Promise<void> {
  const images = await tx.image.findMany({
    where: { userId, messages: { some: { message: { chatId: id } } } },
    select: { id: true, userId: true },
  });
  const running = await tx.turn.findMany({
    where: { chatId: id, userId, state: { in: ["queued", "running"] } },
    select: { id: true },
  });
  const { count } = await tx.chat.deleteMany({ where: { id, userId } });
  if (count === 0) return;
  await removeUnused(tx, images);
  for (const turn of running) await notify(tx, STOP_CHANNEL, turn.id);
  await recordAudit(tx, { userId, action: "chat-removed", subject: id });
}
