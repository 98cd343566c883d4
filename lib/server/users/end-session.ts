import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { notFound } from "../errors";

/** Signs one browser of a person out. @throws AppError not-found. */
export async function endSession(userId: string, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id, userId } });
    if (count === 0) throw notFound("session");
    await recordAudit(tx, { userId, action: "session-ended", subject: id });
  });
}
