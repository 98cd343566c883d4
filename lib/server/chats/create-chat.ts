import "server-only";
import type { Tx } from "../db";
import { holdChat } from "./hold-chat";

const TITLE_LENGTH = 60;

/** A chat's first name: the question's beginning, cut at a word. */
export function titleFor(question: string): string {
  const line = question.replace(/\s+/g, " ").trim();
  if (line.length <= TITLE_LENGTH) return line;
  const cut = line.slice(0, TITLE_LENGTH);
  const end = cut.lastIndexOf(" ");
  return `${end > TITLE_LENGTH / 2 ? cut.slice(0, end) : cut}…`;
}

/**
 * Finds the chat or makes it, and holds its row for the rest of the transaction, so that two
 * questions at once can't both start.
 *
 * @throws AppError not-found when the id belongs to somebody else's chat, or to a deleted one.
 */
export async function openChat(
  tx: Tx,
  { id, userId, question }: { id: string; userId: string; question: string },
): Promise<{ leafId: string | null }> {
  await tx.chat.createMany({
    data: [{ id, userId, title: titleFor(question) }],
    skipDuplicates: true,
  });
  return await holdChat(tx, { chatId: id, userId });
}
