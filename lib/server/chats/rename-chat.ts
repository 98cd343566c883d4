import "server-only";
import type { RenameChat } from "@/lib/contracts/account";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { notFound } from "../errors";
import { indexChat } from "./index-chat";

/** Gives a chat the person's own title, which no answer changes. @throws AppError not-found. */
export async function renameChat(userId: string, id: string, { title }: RenameChat): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.chat.updateMany({
      where: { id, userId, deletedAt: null },
      data: { title: title.replaceAll("\u0000", ""), titleEdited: true },
    });
    if (count === 0) throw notFound("chat");
    await indexChat(tx, id);
    await recordAudit(tx, { userId, action: "chat-renamed", subject: id });
  });
}
