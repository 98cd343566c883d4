import "server-only";
import type { StepFigures } from "@/lib/contracts/feedback";
import type { EvlfMessage, MessageMetadata, TurnState } from "@/lib/contracts/message";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordAudit } from "../audit/record-audit";
import { indexChat } from "../chats/index-chat";
import { MESSAGE, type MessageRow, metadataOf } from "../chats/messages";
import { nameChat } from "../chats/name-chat";
import { db, type Tx } from "../db";
import { closingChunks, type TurnChunk, writtenIds } from "./chunks";
import { citedCards, foldTurn } from "./fold-turn";
import { LOG_CHANNEL, notify, QUEUE_CHANNEL } from "./notify";

export type EndState = Exclude<TurnState, "queued" | "running">;

type EndTurn = {
  turnId: string;
  /** The lease that the caller holds; null ends the turn whoever holds it (stop, reaper). */
  lease: number | null;
  state: EndState;
  /** What the last chunk tells besides the state. */
  metadata?: MessageMetadata;
  /** What the model's steps cost, where it ran. */
  steps?: StepFigures[];
};

const WHY_OPEN: Record<EndState, string> = {
  done: "This step gave no result.",
  stopped: "Stopped before this step finished.",
  failed: "The answer failed before this step finished.",
  interrupted: "The answer was cut off before this step finished.",
};

type Held = {
  id: string;
  answerId: string;
  questionId: string;
  chatId: string;
  userId: string;
  lease: number;
  startedAt: Date | null;
  written: number[];
};

async function hold(tx: Tx, turnId: string, lease: number | null): Promise<Held | null> {
  const [row] = await tx.$queryRaw<(Held & { state: TurnState })[]>`
    SELECT id::text, answer_id::text AS "answerId",
      question_id::text AS "questionId", chat_id::text AS "chatId",
      user_id::text AS "userId", lease, state::text AS state, started_at AS "startedAt", written
    FROM turn WHERE id = ${turnId}::uuid FOR UPDATE`;
  if (row === undefined || !["queued", "running"].includes(row.state)) return null;
  return lease === null || lease === row.lease ? row : null;
}

/**
 * Ends a turn: closes what its log left open, writes the last chunk, folds the log into the answer's
 * message and sets the state, all in one transaction. The lease goes up, so that nothing can be
 * written after it. The log stays for late readers (see reap-turns.ts).
 *
 * @returns false when the turn had ended already or the lease was another's.
 */
export async function endTurn(input: EndTurn): Promise<boolean> {
  const { turnId, lease, state, metadata = {}, steps = [] } = input;
  return await db().$transaction(async (tx) => {
    const turn = await hold(tx, turnId, lease);
    if (turn === null) return false;
    const events = await tx.turnEvent.findMany({
      where: { turnId },
      orderBy: { seq: "asc" },
      select: { seq: true, lease: true, chunk: true },
    });
    // Written by appendEvents from typed chunks.
    const chunks = events.map(({ chunk }) => chunk as unknown as TurnChunk);
    const answer = await tx.message.findUniqueOrThrow({
      where: { id: turn.answerId },
      select: MESSAGE,
    });
    const ran = turn.startedAt === null ? 0 : Date.now() - turn.startedAt.getTime();
    // A continued answer took the time of all its sittings.
    const elapsedMs = (metadataOf(answer).elapsedMs ?? 0) + (metadata.elapsedMs ?? ran);
    const last: TurnChunk[] = [
      ...closingChunks(chunks, WHY_OPEN[state]),
      { type: "finish", messageMetadata: { ...metadata, elapsedMs, ahead: 0, state } },
    ];
    // Lease 0: what a continued answer held before, whose ids are on the turn.
    const fresh = chunks.filter((_, at) => events[at]?.lease !== 0);
    const written = state === "done" ? [] : writtenIds(turn.written, fresh);
    const from = (events.at(-1)?.seq ?? 0) + 1;
    const newLease = turn.lease + 1;
    await tx.turnEvent.createMany({
      data: last.map((chunk, at) => ({
        turnId,
        seq: from + at,
        lease: newLease,
        chunk: chunk as unknown as Prisma.InputJsonObject,
      })),
    });
    const folded = await storeAnswer(tx, answer, [...chunks, ...last]);
    if (state === "done") await nameChat(tx, { ...turn, answer: folded });
    await indexChat(tx, turn.chatId);
    const now = new Date();
    await tx.turn.update({
      where: { id: turnId },
      data: {
        ...{ state, lease: newLease, written, endedAt: now },
        ...(steps.length > 0 ? { figures: { steps } } : {}),
      },
      select: { id: true },
    });
    await tx.chat.update({
      where: { id: turn.chatId },
      data: { updatedAt: now },
      select: { id: true },
    });
    await recordAudit(tx, {
      userId: turn.userId,
      action: "turn-ended",
      subject: turnId,
      detail: { state, elapsedMs },
    });
    await notify(tx, LOG_CHANNEL, turnId);
    await notify(tx, QUEUE_CHANNEL);
    return true;
  });
}

async function storeAnswer(tx: Tx, row: MessageRow, chunks: TurnChunk[]): Promise<EvlfMessage> {
  const { id: answerId } = row;
  const message = await foldTurn(answerId, chunks);
  const metadata = { ...metadataOf(row), ...message.metadata };
  await tx.message.update({
    where: { id: answerId },
    data: {
      parts: message.parts as unknown as Prisma.InputJsonArray,
      metadata: metadata as Prisma.InputJsonObject,
    },
    select: { id: true },
  });
  await tx.cardCited.createMany({
    data: citedCards(message).map((cardId) => ({ messageId: answerId, cardId })),
    skipDuplicates: true,
  });
  return message;
}
