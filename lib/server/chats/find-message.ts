import "server-only";
import type { FoundMessage } from "@/lib/contracts/history";
import { db } from "../db";
import { notFound } from "../errors";
import { countWords, searchWords } from "./mark-words";
import { branchOf, MESSAGE, toMessage } from "./messages";
import { findingsOf, wordsOf } from "./searchable-text";

/** Messages of a chat that are looked through, newest first. */
const MOST = 2000;

/**
 * The message of a chat that has most of the words of a search, compared as searchChats compares
 * them; of equal ones the newest, and one of the branch that is shown before any other version.
 *
 * @throws AppError not-found.
 */
export async function findMessage(
  userId: string,
  chatId: string,
  query: string,
): Promise<FoundMessage> {
  const words = searchWords(query);
  const last = words.at(-1) ?? "";
  const [stems] = await db().$queryRaw<{ stems: string[] }[]>`
    SELECT ARRAY(
      SELECT lexeme FROM unnest(${words}::text[]) AS word,
        unnest(ts_lexize('english_stem', word)) AS lexeme
    ) AS stems`;
  const beginnings = { stems: stems?.stems ?? [], prefix: last.length > 1 ? last : "" };
  const chat = await db().chat.findUnique({
    where: { id: chatId, userId, deletedAt: null },
    select: { leafId: true },
  });
  if (chat === null) throw notFound("chat");
  const rows = await db().message.findMany({
    where: { chatId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: MESSAGE,
  });
  const shown = new Set(branchOf(rows, chat.leafId).map(({ id }) => id));
  let best: FoundMessage = { messageId: null, shown: true };
  let most = 0;
  for (const row of rows) {
    const message = toMessage(row);
    const text = [wordsOf(message), ...findingsOf(message)].join("\n");
    const weight = countWords(text, beginnings) * 2 + (shown.has(row.id) ? 1 : 0);
    if (weight < 2 || weight <= most) continue;
    most = weight;
    best = { messageId: row.id, shown: shown.has(row.id) };
  }
  return best;
}
