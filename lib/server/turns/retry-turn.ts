import "server-only";
import type { StartedTurn } from "@/lib/contracts/api";
import type { Audience } from "@/lib/contracts/audience";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { createTurn } from "./create-turn";
import { openQueue } from "./queue";

type Options = { userId: string; turnId: string; audience?: Audience };

/**
 * Answers a turn's question once more, as a sibling of the answer it had. Only the chat's last
 * question can be asked again.
 *
 * @throws AppError not-found, turn-running, turn-ended, too-many-questions, queue-full.
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
    await tx.$queryRaw`SELECT id::text FROM chat WHERE id = ${chatId}::uuid FOR UPDATE`;
    const chat = await tx.chat.findUnique({
      where: { id: chatId },
      select: { leaf: { select: { parentId: true } } },
    });
    if (chat?.leaf?.parentId !== questionId) {
      throw new AppError("turn-ended", "Only the last question can be asked again.");
    }
    return await createTurn(tx, {
      userId,
      chatId,
      questionId,
      audience: audience ?? turn.audience,
    });
  });
}
