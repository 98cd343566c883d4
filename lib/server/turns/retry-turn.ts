import "server-only";
import type { StartedTurn } from "@/lib/contracts/api";
import type { Audience } from "@/lib/contracts/audience";
import { holdChat } from "../chats/hold-chat";
import { db } from "../db";
import { notFound } from "../errors";
import { createTurn } from "./create-turn";
import { openQueue } from "./queue";

type Options = { userId: string; turnId: string; audience?: Audience };

/**
 * Answers a turn's question once more, as a sibling of the answer it had, which is kept with all
 * that came after it.
 *
 * @throws AppError not-found, turn-running, too-many-questions, too-many-versions, queue-full.
 */
export async function retryTurn({ userId, turnId, audience }: Options): Promise<StartedTurn> {
  await openQueue();
  return await db().$transaction(async (tx) => {
    const turn = await tx.turn.findUnique({
      where: { id: turnId, userId, chat: { deletedAt: null } },
      select: { chatId: true, questionId: true, audience: true },
    });
    if (turn === null) throw notFound("answer");
    const { chatId, questionId } = turn;
    await holdChat(tx, { chatId, userId });
    return await createTurn(tx, {
      userId,
      chatId,
      questionId,
      audience: audience ?? turn.audience,
    });
  });
}
