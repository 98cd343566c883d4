import "server-only";
import type { ChatDetail, ChatMessages } from "@/lib/contracts/api";
import { db, type Tx } from "../db";
import { notFound } from "../errors";
import { feedbackOf } from "../feedback/feedback-of";
import { messageForReader } from "../turns/for-reader";
import { branchOf, MESSAGE, siblingsOf, toMessage } from "./messages";

/** Messages of one page: more than a screen, less than a noticeable wait. */
export const MESSAGE_PAGE = 60;

/**
 * How much of the branch is read: all of it, or its newest page, and from `through` on where that
 * message of the branch lies further back.
 */
export type ChatView = "whole" | { through?: string | undefined };

/**
 * A chat with the branch that its leaf ends. The answer of a running turn has no parts yet, or
 * where it is continued those from before: all of them come whole from the turn's stream.
 *
 * @throws AppError not-found.
 */
export async function getChat(
  userId: string,
  id: string,
  view: ChatView = "whole",
): Promise<ChatDetail> {
  // One snapshot, so that a turn can't end between its row and its message.
  return await db().$transaction((tx) => readChat(tx, userId, id, view), {
    isolationLevel: "RepeatableRead",
  });
}

/** The same within a transaction of the caller's. */
export async function readChat(
  tx: Tx,
  userId: string,
  id: string,
  view: ChatView = "whole",
): Promise<ChatDetail> {
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
  const page = await readMessages(tx, branch, view);
  const active = await tx.turn.findFirst({
    where: { chatId: id, state: { in: ["queued", "running"] } },
    select: { id: true },
  });
  return {
    id: chat.id,
    title: chat.title,
    ...page,
    activeTurnId: active?.id ?? null,
    siblings: siblingsOf(nodes, branch),
  };
}

/**
 * A page of a chat's messages that ends at `upTo`, a message of whichever branch.
 *
 * @throws AppError not-found when that is no message of this chat.
 */
export async function getMessages(userId: string, id: string, upTo: string): Promise<ChatMessages> {
  return await db().$transaction(async (tx) => {
    const nodes = await tx.message.findMany({
      where: { chatId: id, chat: { userId, deletedAt: null } },
      select: { id: true, parentId: true, createdAt: true },
    });
    const branch = branchOf(nodes, upTo);
    if (branch.length === 0) throw notFound("message");
    return await readMessages(tx, branch, {});
  });
}

type Node = { id: string; parentId: string | null };

/** Only what the view asks for is read whole: a branch may be long, and other versions many. */
async function readMessages(tx: Tx, branch: Node[], view: ChatView): Promise<ChatMessages> {
  const page = branch.slice(view === "whole" ? 0 : firstOf(branch, view.through));
  const ids = page.map((node) => node.id);
  const rows = await tx.message.findMany({ where: { id: { in: ids } }, select: MESSAGE });
  return {
    messages: branchOf(rows, ids.at(-1) ?? null)
      .map(toMessage)
      .map(messageForReader),
    before: page[0]?.parentId ?? null,
    feedback: await feedbackOf(tx, ids),
  };
}

function firstOf(branch: Node[], through: string | undefined): number {
  const newest = Math.max(0, branch.length - MESSAGE_PAGE);
  const at = branch.findIndex(({ id }) => id === through);
  return at < 0 ? newest : Math.min(newest, at);
}
