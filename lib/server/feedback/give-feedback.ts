import "server-only";
import type {
  FeedbackInput,
  FeedbackTimings,
  SentPixels,
  TurnFigures,
} from "@/lib/contracts/feedback";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordAudit } from "../audit/record-audit";
import { branchOf, MESSAGE, metadataOf, toMessage } from "../chats/messages";
import { db, type Tx } from "../db";
import { AppError, notFound } from "../errors";
import { modelSide } from "../images/seen-image";
import { resultsOf } from "./results-of";

const TURN = {
  chatId: true,
  answerId: true,
  questionId: true,
  state: true,
  modelName: true,
  modelVersion: true,
  figures: true,
  queuedAt: true,
  startedAt: true,
  endedAt: true,
  answer: { select: MESSAGE },
} as const satisfies Prisma.TurnSelect;

type TurnRow = Prisma.TurnGetPayload<{ select: typeof TURN }>;

/**
 * Keeps what a person says of an answer, or changes it, together with what the answer's record would
 * not tell later: the model's version, the hashes of the pictures in the prompt with the size at
 * which the model got them, the kinds of tool results, and the times.
 *
 * @throws AppError not-found, or turn-running while the answer is being written.
 */
export async function giveFeedback(
  userId: string,
  turnId: string,
  input: FeedbackInput,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const turn = await tx.turn.findUnique({
      where: { id: turnId, userId, chat: { deletedAt: null } },
      select: TURN,
    });
    if (turn === null) throw notFound("answer");
    if (turn.state === "queued" || turn.state === "running") {
      throw new AppError("turn-running", "This answer is still being written. Say it at its end.");
    }
    const { vote, reason, words } = input;
    const said = { vote, reason, words: words.replaceAll("\u0000", "") };
    const kept = {
      turnId,
      modelName: turn.modelName,
      modelVersion: turn.modelVersion,
      results: resultsOf(toMessage(turn.answer)),
      timings: timingsOf(turn) as unknown as Prisma.InputJsonObject,
      pixels: (await pixelsOf(tx, turn)) as unknown as Prisma.InputJsonArray,
    };
    await tx.feedback.upsert({
      where: { messageId: turn.answerId },
      create: { messageId: turn.answerId, ...said, ...kept },
      update: { ...said, ...kept },
      select: { id: true },
    });
    await recordAudit(tx, { userId, action: "feedback-given", subject: turnId, detail: { vote } });
  });
}

function timingsOf(turn: TurnRow): FeedbackTimings {
  const { queuedAt, startedAt, endedAt, figures } = turn;
  // Written by endTurn from typed figures.
  const { steps = [] } = (figures ?? {}) as Partial<TurnFigures>;
  const between = (from: Date | null, to: Date | null): number | null =>
    from === null || to === null ? null : to.getTime() - from.getTime();
  return {
    waitedMs: between(queuedAt, startedAt),
    ranMs: between(startedAt, endedAt),
    elapsedMs: metadataOf(turn.answer).elapsedMs ?? null,
    steps,
  };
}

const imageIdsOf = ({ parts }: EvlfMessage): string[] =>
  parts.flatMap((part) => (part.type === "data-image" ? [part.data.imageId] : []));

/** The pictures of the branch to the question, as the model got them. */
async function pixelsOf(tx: Tx, { chatId, questionId }: TurnRow): Promise<SentPixels[]> {
  const nodes = await tx.message.findMany({
    where: { chatId },
    select: { id: true, parentId: true },
  });
  const ids = branchOf(nodes, questionId).map(({ id }) => id);
  const rows = await tx.message.findMany({
    where: { id: { in: ids }, images: { some: {} } },
    select: MESSAGE,
  });
  const imageIds = [...new Set(rows.flatMap((row) => imageIdsOf(toMessage(row))))];
  if (imageIds.length === 0) return [];
  const images = await tx.image.findMany({
    where: { id: { in: imageIds } },
    select: { id: true, sha256: true },
  });
  const side = modelSide();
  return images.map(({ id, sha256 }) => ({ imageId: id, sha256, side }));
}
