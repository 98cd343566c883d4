import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";

/** Takes back what a person said of an answer; nothing happens where nothing was said. */
export async function removeFeedback(userId: string, turnId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.feedback.deleteMany({
      where: { message: { answerOf: { some: { id: turnId, userId } } } },
    });
    if (count === 0) return;
    await recordAudit(tx, { userId, action: "feedback-removed", subject: turnId });
  });
}
