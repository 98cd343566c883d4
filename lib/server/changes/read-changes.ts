import "server-only";
import type { ChatChange, ChatChanges } from "@/lib/contracts/changes";
import { SUMMARY, toSummary } from "../chats/list-chats";
import { db } from "../db";

/** How these chats of a person stand now; those that are not theirs any more are `gone`. */
export async function readChanges(userId: string, ids: readonly string[]): Promise<ChatChanges> {
  const rows = await db().chat.findMany({
    where: { id: { in: [...ids] }, userId, deletedAt: null },
    select: { ...SUMMARY, leafId: true },
  });
  const chats = rows.map(
    (row): ChatChange => ({
      ...toSummary(row),
      leafId: row.leafId,
      activeTurnId: row.turns[0]?.id ?? null,
    }),
  );
  const there = new Set(chats.map(({ id }) => id));
  return { all: false, chats, gone: ids.filter((id) => !there.has(id)) };
}
