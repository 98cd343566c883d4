import "server-only";
import type { Audience } from "@/lib/contracts/audience";
import { db } from "../db";
import { LOG_CHANNEL, notify, QUEUE_CHANNEL } from "./notify";

export type Claimed = {
  turnId: string;
  lease: number;
  chatId: string;
  userId: string;
  questionId: string;
  answerId: string;
  audience: Audience;
  stopRequested: boolean;
  /** When the question was stored; null where another worker began the answer. */
  freshSince: Date | null;
  /** Token ids of the step that a continued answer goes on in. */
  written: number[];
};

/** Takes a waiting turn under a new lease. Null when it waits no longer, or was deleted. */
export async function claimTurn(turnId: string, workerName: string): Promise<Claimed | null> {
  return await db().$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<Claimed[]>`
      UPDATE turn SET state = 'running', lease = lease + 1, worker_name = ${workerName},
        started_at = now(),
        model_name = (SELECT model_name FROM worker WHERE name = ${workerName}),
        model_version = (SELECT model_version FROM worker WHERE name = ${workerName})
      WHERE id = ${turnId}::uuid AND state = 'queued'
      RETURNING id::text AS "turnId", lease, chat_id::text AS "chatId", user_id::text AS "userId",
        question_id::text AS "questionId", answer_id::text AS "answerId",
        audience::text AS audience, stop_requested AS "stopRequested", written,
        CASE WHEN handed_back = 0 THEN queued_at END AS "freshSince"`;
    if (row === undefined) return null;
    await notify(tx, LOG_CHANNEL, turnId);
    await notify(tx, QUEUE_CHANNEL);
    return row;
  });
}
