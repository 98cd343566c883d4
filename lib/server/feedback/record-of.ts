import "server-only";
import type { Feedback, FeedbackTimings, SentPixels } from "@/lib/contracts/feedback";
import type { EvlfMessage } from "@/lib/contracts/message";
import { branchOf, MESSAGE, toMessage } from "../chats/messages";
import { db } from "../db";
import { notFound } from "../errors";

/** All that an answer and what was said of it are about. */
export type FeedbackRecord = Feedback & {
  model: { name: string | null; version: string | null };
  audience: string;
  /** The branch from the root to the question: what the model was given to read. */
  prompt: EvlfMessage[];
  pixels: SentPixels[];
  /** The answer with its tool results, and beside each part what the model itself wrote. */
  answer: EvlfMessage;
  timings: FeedbackTimings;
};

/**
 * The whole record of an answer that its person voted on. Only that person's.
 *
 * @throws AppError not-found.
 */
export async function recordOf(userId: string, turnId: string): Promise<FeedbackRecord> {
  const row = await db().feedback.findFirst({
    where: {
      message: { chat: { userId, deletedAt: null }, answerOf: { some: { id: turnId, userId } } },
    },
    select: {
      vote: true,
      reason: true,
      words: true,
      modelName: true,
      modelVersion: true,
      timings: true,
      pixels: true,
      message: { select: MESSAGE },
      turn: { select: { chatId: true, questionId: true, audience: true } },
    },
  });
  if (row === null) throw notFound("answer");
  const { vote, reason, words, turn } = row;
  const rows = await db().message.findMany({ where: { chatId: turn.chatId }, select: MESSAGE });
  return {
    ...{ vote, reason: reason as Feedback["reason"], words },
    model: { name: row.modelName, version: row.modelVersion },
    audience: turn.audience,
    prompt: branchOf(rows, turn.questionId).map(toMessage),
    // Both written by giveFeedback from typed values.
    pixels: row.pixels as unknown as SentPixels[],
    answer: toMessage(row.message),
    timings: row.timings as unknown as FeedbackTimings,
  };
}
