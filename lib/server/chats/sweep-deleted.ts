import "server-only";
import { UNDO_MS } from "@/lib/contracts/history";
import { db } from "../db";
import { every } from "../every";
import { sweepLooseFiles, thenDropFiles } from "../images/loose-files";
import { log } from "../log";
import { removeChat } from "./remove-chat";

/** What is offered on the screen, and two seconds for an undo at the last moment to arrive. */
export const KEPT_MS = UNDO_MS + 2_000;
const SWEEP_MS = 2_000;
const AT_ONCE = 50;

type Due = { id: string; userId: string };

/**
 * Removes the chats that were deleted longer ago than they can be brought back. Any number of
 * processes may do this at once; a chat that can't be removed now stays for the next time and
 * holds no other up.
 *
 * @returns how many are gone.
 */
export async function sweepDeleted(keptMs = KEPT_MS): Promise<number> {
  const due = await db().$queryRaw<Due[]>`
    SELECT id::text, user_id::text AS "userId" FROM chat
    WHERE deleted_at <= now() - make_interval(secs => ${keptMs / 1000})
    ORDER BY deleted_at LIMIT ${AT_ONCE}`;
  let gone = 0;
  for (const chat of due) {
    try {
      if (await removeIfStillDeleted(chat)) gone += 1;
    } catch (error) {
      log().error({ err: error, chatId: chat.id }, "deleted chat could not be removed");
    }
  }
  return gone;
}

/** Another process may have removed it, or its owner brought it back, since it was looked for. */
async function removeIfStillDeleted(chat: Due): Promise<boolean> {
  return await thenDropFiles(async (tx) => {
    const held = await tx.$queryRaw<unknown[]>`
      SELECT id::text FROM chat WHERE id = ${chat.id}::uuid AND deleted_at IS NOT NULL
      FOR UPDATE SKIP LOCKED`;
    if (held.length === 0) return false;
    await removeChat(tx, chat);
    return true;
  });
}

/** Sweeps every two seconds from now on, files that lost their rows too. @returns what ends it. */
export function keepSweepingDeleted(): () => void {
  const timer = every(SWEEP_MS, "sweep of deleted chats", async () => {
    await sweepDeleted();
    await sweepLooseFiles();
  });
  return () => clearInterval(timer);
}
