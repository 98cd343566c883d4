import "server-only";
import type { Feedback } from "@/lib/contracts/feedback";
import type { Tx } from "../db";

/** What was said of these messages, by the message's id. */
export async function feedbackOf(tx: Tx, messageIds: string[]): Promise<Record<string, Feedback>> {
  const rows = await tx.feedback.findMany({
    where: { messageId: { in: messageIds } },
    select: { messageId: true, vote: true, reason: true, words: true },
  });
  return Object.fromEntries(
    // The reason was stored from a parsed input.
    rows.map(({ messageId, vote, reason, words }) => [
      messageId,
      { vote, reason: reason as Feedback["reason"], words },
    ]),
  );
}
