import "server-only";
import { db } from "../db";
import { indexChats } from "./index-chat";

const AT_ONCE = 200;

/**
 * Makes the chats findable that were written before there was a search, newest first, some at a
 * time. @returns how many.
 */
export async function indexMissing(): Promise<number> {
  const rows = await db().chat.findMany({
    where: { search: null, deletedAt: null },
    orderBy: { updatedAt: "desc" },
    take: AT_ONCE,
    select: { id: true },
  });
  if (rows.length === 0) return 0;
  await db().$transaction((tx) =>
    indexChats(
      tx,
      rows.map(({ id }) => id),
    ),
  );
  return rows.length;
}
