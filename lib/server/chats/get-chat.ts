import "server-only";
import type { ChatDetail } from "@/lib/contracts/api";
import { db, type Tx } from "../db";
import { notFound } from "../errors";
import { messageForReader } from "../turns/for-reader";
import { branchOf, MESSAGE, siblingsOf, toMessage } from "./messages";

/**
 * A chat with the branch that its leaf ends. The answer of a running turn has no parts yet, or
 * where it is continued those from before: all of them come whole from the turn's stream.
 *
 * @throws AppError not-found.
 */
export async function getChat(userId: string, id: string): Promise<ChatDetail> {
  // One snapshot, so that a turn can't end between its row and its message.
  return await db().$transaction((tx) => readChat(tx, userId, id), {
    isolationLevel: "RepeatableRead",
  });
}

/** The same within a transaction of the caller's. */
export async function readChat(tx: Tx, userId: string, id: string): Promise<ChatDetail> {
  const chat = await tx.chat.findUnique({
    where: { id, userId, deletedAt: null },
    select: { id: true, title: true, leafId: true },
  });
  if (chat === null) throw notFound("chat");
  const nodes = await tx.message.findMany({
    where: { chatId: id },
    select: { id: true, parentId: true, createdAt: true },
  });
  const branch = branchOf(nodes, chat.leafId);
  // Only the branch is read whole: other versions may be many.
  const ids = branch.map((node) => node.id);
  const rows = await tx.message.findMany({ where: { id: { in: ids } }, select: MESSAGE });
  const active = await tx.turn.findFirst({
    where: { chatId: id, state: { in: ["queued", "running"] } },
    select: { id: true },
  });
  return {
    id: chat.id,
    title: chat.title,
    messages: branchOf(rows, chat.leafId).map(toMessage).map(messageForReader),
    activeTurnId: active?.id ?? null,
    siblings: siblingsOf(nodes, branch),
  };
}
