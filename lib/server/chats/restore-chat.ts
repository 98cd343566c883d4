import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError } from "../errors";
import { KEPT_MS } from "./sweep-deleted";

/**
 * Brings a deleted chat back, with everything that it held.
 *
 * @throws AppError not-found when the time for that is over.
 */
export async function restoreChat(userId: string, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE chat SET deleted_at = NULL
      WHERE id = ${id}::uuid AND user_id = ${userId}::uuid
        AND deleted_at > now() - make_interval(secs => ${KEPT_MS / 1000})`;
    if (count === 0) {
      throw new AppError(
        "not-found",
        "This chat was deleted over ten seconds ago and is gone. Ask your question again in a new one.",
      );
    }
    await recordAudit(tx, { userId, action: "chat-restored", subject: id });
  });
}
