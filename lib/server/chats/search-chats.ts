import "server-only";
import type { SearchAnswer } from "@/lib/contracts/history";
import { db } from "../db";
import { type Beginnings, markWords, searchWords, snippetOf } from "./mark-words";

const MOST = 20;

type Row = {
  id: string;
  title: string;
  updatedAt: Date;
  archived: boolean;
  findings: string;
  words: string;
  stems: string[];
};

/**
 * A person's chats that have every word of the query, in the title, the findings or the words, the
 * best twenty first (a word of the title weighs most, one of the findings more than others). Words
 * are compared by their English stem; the last one may be only begun. Archived chats are found too.
 */
export async function searchChats(userId: string, query: string): Promise<SearchAnswer> {
  const words = searchWords(query);
  const last = words.at(-1);
  if (last === undefined) return { hits: [], more: false };
  const head = words.slice(0, -1).join(" ");
  // Letters, digits and dots alone, so that quotes are enough.
  const begun = last.length > 1 ? `'${last}':*` : `'${last}'`;
  const rows = await db().$queryRaw<Row[]>`
    WITH asked AS MATERIALIZED (
      SELECT plainto_tsquery('english', ${head})
        && (plainto_tsquery('english', ${last}) || to_tsquery('simple', ${begun})) AS query
    ), best AS (
      SELECT chat.id, chat.title, chat.updated_at, chat.archived_at,
        ts_rank(found.document, asked.query, 1) AS rank
      FROM asked, chat_search AS found JOIN chat ON chat.id = found.chat_id
      WHERE found.document @@ (SELECT query FROM asked)
        AND chat.user_id = ${userId}::uuid AND chat.deleted_at IS NULL
      ORDER BY rank DESC, chat.updated_at DESC, chat.id
      LIMIT ${MOST + 1}
    )
    SELECT best.id::text, best.title, best.updated_at AS "updatedAt",
      best.archived_at IS NOT NULL AS archived, found.findings, found.words,
      ARRAY(
        SELECT lexeme FROM unnest(${words}::text[]) AS word, unnest(ts_lexize('english_stem', word)) AS lexeme
      ) AS stems
    FROM best JOIN chat_search AS found ON found.chat_id = best.id
    ORDER BY best.rank DESC, best.updated_at DESC, best.id`;
  const hits = rows.slice(0, MOST).map(({ id, title, updatedAt, archived, ...row }) => {
    const beginnings: Beginnings = { stems: row.stems, prefix: last.length > 1 ? last : "" };
    const inFindings = snippetOf(row.findings, beginnings);
    return {
      id,
      title: markWords(title, beginnings),
      snippet: inFindings.length > 0 ? inFindings : snippetOf(row.words, beginnings),
      updatedAt: updatedAt.toISOString(),
      archived,
    };
  });
  return { hits, more: rows.length > MOST };
}
