import "server-only";
import type { Tx } from "../db";
import { MESSAGE, type MessageRow, toMessage } from "./messages";
import { findingsOf, wordsOf } from "./searchable-text";

/** Characters of a chat that are searched, newest messages first; a tsvector holds 1 MB. */
const MOST = 60_000;

/**
 * Writes what a chat is found by: its title (weight A), the findings and card titles of its answers
 * (B) and its words (D). Each text stands in the document twice: stemmed as English, for whole
 * words, and as it is written, for the beginning of a word. Called in the transaction of whatever
 * changed one of them.
 */
export async function indexChat(tx: Tx, chatId: string): Promise<void> {
  await indexChats(tx, [chatId]);
}

/** The same for several chats in two statements. */
export async function indexChats(tx: Tx, chatIds: string[]): Promise<void> {
  const rows = await tx.message.findMany({
    where: { chatId: { in: chatIds } },
    orderBy: { createdAt: "desc" },
    select: { ...MESSAGE, chatId: true },
  });
  const byChat = new Map<string, MessageRow[]>(chatIds.map((id) => [id, []]));
  for (const row of rows) byChat.get(row.chatId)?.push(row);
  const texts = chatIds.map((id) => textsOf(byChat.get(id) ?? []));
  const findings = texts.map((text) => text.findings);
  const words = texts.map((text) => text.words);
  await tx.$executeRaw`
    INSERT INTO chat_search (chat_id, findings, words, document)
    SELECT chat.id, text.findings, text.words,
      setweight(to_tsvector('english', chat.title) || to_tsvector('simple', chat.title), 'A')
      || setweight(
        to_tsvector('english', text.findings) || to_tsvector('simple', text.findings), 'B')
      || setweight(to_tsvector('english', text.words) || to_tsvector('simple', text.words), 'D')
    FROM unnest(${chatIds}::uuid[], ${findings}::text[], ${words}::text[])
      AS text (chat_id, findings, words)
    JOIN chat ON chat.id = text.chat_id
    ON CONFLICT (chat_id) DO UPDATE
    SET findings = excluded.findings, words = excluded.words, document = excluded.document`;
}

function textsOf(rows: MessageRow[]): { findings: string; words: string } {
  const messages = rows.map(toMessage);
  return {
    findings: bounded(messages.flatMap(findingsOf)),
    words: bounded(messages.map(wordsOf)),
  };
}

/** The texts as lines, each once, as many as there is room for. */
function bounded(texts: string[]): string {
  return [...new Set(texts.filter((text) => text !== ""))]
    .join("\n")
    .replaceAll("\u0000", "")
    .slice(0, MOST);
}
