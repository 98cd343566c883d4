import "server-only";
import type { Tx } from "../db";
import { MESSAGE, toMessage } from "./messages";
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
  const rows = await tx.message.findMany({
    where: { chatId },
    orderBy: { createdAt: "desc" },
    select: MESSAGE,
  });
  const messages = rows.map(toMessage);
  const findings = bounded(messages.flatMap(findingsOf));
  const words = bounded(messages.map(wordsOf));
  await tx.$executeRaw`
    INSERT INTO chat_search (chat_id, findings, words, document)
    SELECT id, ${findings}, ${words},
      setweight(to_tsvector('english', title) || to_tsvector('simple', title), 'A')
      || setweight(to_tsvector('english', ${findings}) || to_tsvector('simple', ${findings}), 'B')
      || setweight(to_tsvector('english', ${words}) || to_tsvector('simple', ${words}), 'D')
    FROM chat WHERE id = ${chatId}::uuid
    ON CONFLICT (chat_id) DO UPDATE
    SET findings = excluded.findings, words = excluded.words, document = excluded.document`;
}

/** The texts as lines, each once, as many as there is room for. */
function bounded(texts: string[]): string {
  return [...new Set(texts.filter((text) => text !== ""))]
    .join("\n")
    .replaceAll("\u0000", "")
    .slice(0, MOST);
}
