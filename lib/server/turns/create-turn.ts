import "server-only";
import { randomUUID } from "node:crypto";
import type { StartedTurn } from "@/lib/contracts/api";
import type { Audience } from "@/lib/contracts/audience";
import type { MessageMetadata } from "@/lib/contracts/message";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db";
import { AppError } from "../errors";
import { takeAllowance } from "./guest-allowance";
import { enqueueTurn } from "./queue";
import { admit } from "./queue-place";

type CreateTurn = { userId: string; chatId: string; questionId: string; audience: Audience };

/** Versions that one question or answer may have: what a person still looks through. */
export const MOST_VERSIONS = 30;

/**
 * Makes sure that one more message may stand beside those that follow `parentId` (null: those that
 * open the chat). The caller holds the chat's row.
 *
 * @throws AppError too-many-versions.
 */
export async function admitVersion(
  tx: Tx,
  { chatId, parentId }: { chatId: string; parentId: string | null },
): Promise<void> {
  if ((await tx.message.count({ where: { chatId, parentId } })) < MOST_VERSIONS) return;
  throw new AppError(
    "too-many-versions",
    `There are ${MOST_VERSIONS} versions here already. Ask below the last answer, or in a new chat.`,
  );
}

/**
 * Makes the turn that answers a question, the empty message that it will fill, and its job, and
 * turns the chat to that message. The caller holds the chat's row.
 *
 * @throws AppError turn-running, too-many-questions, too-many-versions, queue-full or guest-allowance.
 */
export async function createTurn(tx: Tx, input: CreateTurn): Promise<StartedTurn> {
  const { chatId, questionId, audience } = input;
  await admitVersion(tx, { chatId, parentId: questionId });
  const turnId = randomUUID();
  const answerId = randomUUID();
  const metadata: MessageMetadata = { audience, turnId, state: "queued" };
  await tx.message.create({
    data: {
      id: answerId,
      chatId,
      parentId: questionId,
      role: "assistant",
      parts: [],
      metadata: metadata as Prisma.InputJsonObject,
    },
    select: { id: true },
  });
  return await queueTurn(tx, { ...input, turnId, answerId });
}

type QueueTurn = CreateTurn & { turnId: string; answerId: string; written?: number[] };

/**
 * Makes the turn that fills a message and its job, and turns the chat to that message. The caller
 * holds the chat's row.
 *
 * @throws AppError turn-running, too-many-questions, queue-full or guest-allowance.
 */
export async function queueTurn(tx: Tx, input: QueueTurn): Promise<StartedTurn> {
  const { userId, chatId, turnId, answerId } = input;
  const running = await tx.turn.findFirst({
    where: { chatId, state: { in: ["queued", "running"] } },
    select: { id: true },
  });
  if (running !== null) {
    throw new AppError(
      "turn-running",
      "The last question is still being answered. Stop it first, or wait.",
    );
  }
  await admit(tx, userId);
  await takeAllowance(tx, userId);
  const { questionId, audience, written = [] } = input;
  await tx.turn.create({
    data: { id: turnId, chatId, userId, questionId, answerId, audience, written },
    select: { id: true },
  });
  await tx.chat.update({
    where: { id: chatId },
    data: { leafId: answerId, updatedAt: new Date() },
    select: { id: true },
  });
  await enqueueTurn(tx, turnId);
  await recordAudit(tx, { userId, action: "turn-started", subject: turnId });
  return { turnId, chatId, assistantMessageId: answerId };
}
