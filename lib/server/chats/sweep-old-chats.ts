import "server-only";
import { db } from "../db";
import { env } from "../env";
import { thenDropFiles } from "../images/loose-files";
import { removeChat } from "./remove-chat";

const AT_ONCE = 50;
const DAY_MS = 86_400_000;

/**
 * Removes chats in which nothing happened for CHATS_KEPT_DAYS, pictures with them; pinned ones stay,
 * and so do those with an answer under way. Without that setting chats stay until their person
 * deletes them.
 *
 * @returns how many are gone.
 */
export async function sweepOldChats(now = Date.now()): Promise<number> {
  const days = env().CHATS_KEPT_DAYS;
  if (days === undefined) return 0;
  const where = {
    updatedAt: { lt: new Date(now - days * DAY_MS) },
    pinnedAt: null,
    turns: { none: { state: { in: ["queued", "running"] as ("queued" | "running")[] } } },
  };
  const old = await db().chat.findMany({
    where,
    select: { id: true, userId: true },
    orderBy: { updatedAt: "asc" },
    take: AT_ONCE,
  });
  let gone = 0;
  for (const { id, userId } of old) {
    await thenDropFiles(async (tx) => {
      // Somebody may have asked in it since it was looked for.
      const held = await tx.$queryRaw<unknown[]>`
        SELECT id::text FROM chat WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
      if (held.length === 0) return;
      if ((await tx.chat.count({ where: { ...where, id } })) === 0) return;
      await removeChat(tx, { id, userId });
      gone += 1;
    });
  }
  return gone;
}
