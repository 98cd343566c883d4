import "server-only";
import type { ChatDetail, TurnTo } from "@/lib/contracts/api";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { readChat } from "./get-chat";
import { holdChat } from "./hold-chat";
import { leafBelow } from "./messages";

/**
 * Turns a chat to another branch: the one through `messageId` that was read last, or that is
 * newest. Not while an answer is being written, so that the running turn is always on the branch
 * that every reader of the chat sees.
 *
 * @throws AppError not-found, turn-running.
 */
export async function turnTo(
  userId: string,
  chatId: string,
  { messageId }: TurnTo,
): Promise<ChatDetail> {
  return await db().$transaction(async (tx) => {
    const { running } = await holdChat(tx, { chatId, userId });
    const rows = await tx.message.findMany({
      where: { chatId },
      select: { id: true, parentId: true, createdAt: true, readAt: true },
    });
    if (!rows.some(({ id }) => id === messageId)) throw notFound("message");
    if (running) {
      throw new AppError(
        "turn-running",
        "An answer is being written. Stop it first, or wait, and then turn to another version.",
      );
    }
    const leafId = leafBelow(rows, messageId);
    await tx.message.update({
      where: { id: leafId },
      data: { readAt: new Date() },
      select: { id: true },
    });
    await tx.chat.update({ where: { id: chatId }, data: { leafId }, select: { id: true } });
    await recordAudit(tx, { userId, action: "chat-turned", subject: chatId });
    return await readChat(tx, userId, chatId, { through: messageId });
  });
}
