import "server-only";
import type { RenameChat } from "@/lib/contracts/account";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { notFound } from "../errors";

/** @throws AppError not-found. */
export async function renameChat(userId: string, id: string, { title }: RenameChat): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.chat.updateMany({ where: { id, userId }, data: { title } });
    if (count === 0) throw notFound("chat");
    await recordAudit(tx, { userId, action: "chat-renamed", subject: id });
  });
}
