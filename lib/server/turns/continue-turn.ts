import "server-only";
import { randomUUID } from "node:crypto";
import type { StartedTurn } from "@/lib/contracts/api";
import type { MessageMetadata } from "@/lib/contracts/message";
import type { Prisma } from "@/lib/generated/prisma/client";
import { holdChat } from "../chats/hold-chat";
import { MESSAGE, metadataOf, partsOf } from "../chats/messages";
import { db, type Tx } from "../db";
import { AppError, notFound } from "../errors";
import { queueTurn } from "./create-turn";
import { openQueue } from "./queue";
import { reopen } from "./reopen";

type Options = { userId: string; turnId: string };

/**
 * Continues an answer that was stopped or cut off: a new turn fills the same message, and its log
 * opens with what the message holds, so that every reader sees it grow from there. The message
 * keeps what it has until that turn ends.
 *
 * @throws AppError not-found, turn-running, turn-ended, too-many-questions, queue-full.
 */
export async function continueTurn({ userId, turnId }: Options): Promise<StartedTurn> {
  await openQueue();
  return await db().$transaction(async (tx) => {
    const turn = await tx.turn.findUnique({
      where: { id: turnId, userId },
      select: { chatId: true },
    });
    if (turn === null) throw notFound("answer");
    await holdChat(tx, { chatId: turn.chatId, userId });
    return await takeUp(tx, { userId, turnId });
  });
}

async function takeUp(tx: Tx, { userId, turnId }: Options): Promise<StartedTurn> {
  const turn = await tx.turn.findUniqueOrThrow({
    where: { id: turnId },
    select: {
      chatId: true,
      questionId: true,
      answerId: true,
      audience: true,
      state: true,
      written: true,
      answer: { select: { ...MESSAGE, _count: { select: { children: true } } } },
    },
  });
  const { answer, chatId, questionId, answerId, audience } = turn;
  const before = metadataOf(answer);
  if (before.turnId !== turnId) {
    throw new AppError("turn-ended", "This answer was continued already. Load the chat again.");
  }
  if (turn.state !== "stopped" && turn.state !== "interrupted") {
    throw new AppError(
      "turn-ended",
      "Only an answer that was stopped or cut off can go on. Ask for another answer instead.",
    );
  }
  if (answer._count.children > 0) {
    throw new AppError(
      "turn-ended",
      "A question follows this answer, so it stays as it is. Ask for another answer instead.",
    );
  }
  const next = randomUUID();
  const { chunks, step } = reopen(partsOf(answer));
  const metadata: MessageMetadata = { ...before, turnId: next, state: "queued" };
  await tx.message.update({
    where: { id: answerId },
    data: { metadata: metadata as Prisma.InputJsonObject },
    select: { id: true },
  });
  const written = step === null ? [] : turn.written;
  const started = await queueTurn(tx, {
    userId,
    chatId,
    questionId,
    audience,
    turnId: next,
    answerId,
    written,
  });
  await tx.turnEvent.createMany({
    data: chunks.map((chunk, at) => ({
      turnId: next,
      seq: at + 1,
      // No worker's lease: what the message held before.
      lease: 0,
      chunk: chunk as unknown as Prisma.InputJsonObject,
    })),
  });
  return started;
}
