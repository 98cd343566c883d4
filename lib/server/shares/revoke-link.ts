import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { notFound } from "../errors";

/**
 * Takes a link back: its row goes, so from now on it answers like one that never was.
 *
 * @throws AppError not-found.
 */
export async function revokeLink(userId: string, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.share.deleteMany({ where: { id, userId } });
    if (count === 0) throw notFound("link");
    await recordAudit(tx, { userId, action: "share-revoked", subject: id });
  });
}

/** Removes links that have ended; they led nowhere already. @returns how many. */
export async function sweepLinks(now = new Date()): Promise<number> {
  const { count } = await db().share.deleteMany({ where: { expiresAt: { lt: now } } });
  return count;
}
