import "server-only";
import type { StartedTurn, StartTurn } from "@/lib/contracts/api";
import type { EvlfMessage, MessageMetadata } from "@/lib/contracts/message";
import { nameAt } from "@/lib/contracts/picture-name";
import type { Prisma } from "@/lib/generated/prisma/client";
import { openChat } from "../chats/create-chat";
import { indexChat } from "../chats/index-chat";
import { picturesBefore } from "../chats/pictures-before";
import type { Tx } from "../db";
import { AppError, notFound } from "../errors";
import { dropUntrimmed } from "../images/drop-untrimmed";
import { thenDropFiles } from "../images/loose-files";
import { ofLiveChat } from "../images/of-live-chat";
import { admitVersion, createTurn } from "./create-turn";
import { openQueue } from "./queue";

type Options = { userId: string; chatId: string; input: StartTurn };

/**
 * Takes a question: the chat if it is new, the message with its pictures, the turn and its job, in
 * one transaction. Sent twice (a browser that got no answer tries again), it answers the turn that
 * the first made.
 *
 * A question comes after the answer that it names, so one that was edited stands beside the old.
 *
 * @throws AppError not-found (chat, picture or answer that is not there or somebody else's),
 *   turn-running, too-many-questions, too-many-versions, queue-full.
 */
export async function startTurn({ userId, chatId, input }: Options): Promise<StartedTurn> {
  await openQueue();
  return await thenDropFiles(async (tx) => {
    const { leafId } = await openChat(tx, { id: chatId, userId, question: input.text });
    const earlier = await sentBefore(tx, chatId, input.messageId);
    if (earlier !== null) return earlier;
    const parentId = input.after === undefined ? leafId : input.after;
    await mayFollow(tx, chatId, parentId);
    await admitVersion(tx, { chatId, parentId });
    const names = await picturesBefore(tx, chatId, parentId);
    const pictures = await picturesOf(tx, { userId, ids: input.imageIds, names });
    const parts: EvlfMessage["parts"] = [
      ...pictures.map(({ id, name, width, height }) => ({
        type: "data-image" as const,
        data: { imageId: id, name, width, height },
      })),
      { type: "text", text: plain(input.text) },
    ];
    const metadata: MessageMetadata = { audience: input.audience };
    await tx.message.create({
      data: {
        id: input.messageId,
        chatId,
        parentId,
        role: "user",
        parts: parts as unknown as Prisma.InputJsonArray,
        metadata: metadata as Prisma.InputJsonObject,
        images: { create: pictures.map(({ id }) => ({ imageId: id })) },
      },
      select: { id: true },
    });
    await dropUntrimmed(tx, input.imageIds);
    const { messageId: questionId, audience } = input;
    const started = await createTurn(tx, { userId, chatId, questionId, audience });
    await indexChat(tx, chatId);
    return started;
  });
}

/** @throws AppError not-found when that is no answer of this chat. */
async function mayFollow(tx: Tx, chatId: string, parentId: string | null): Promise<void> {
  if (parentId === null) return;
  const where = { id: parentId, chatId, role: "assistant" } as const;
  const answer = await tx.message.findUnique({ where, select: { id: true } });
  if (answer === null) throw notFound("answer");
}

// PostgreSQL's text has no NUL.
const plain = (text: string): string => text.replaceAll("\u0000", "").normalize("NFC");

async function sentBefore(tx: Tx, chatId: string, messageId: string): Promise<StartedTurn | null> {
  const message = await tx.message.findUnique({
    where: { id: messageId },
    select: {
      chatId: true,
      questionOf: { select: { id: true, answerId: true }, orderBy: { queuedAt: "desc" }, take: 1 },
    },
  });
  if (message === null) return null;
  const turn = message.questionOf[0];
  if (message.chatId !== chatId || turn === undefined) {
    throw new AppError(
      "bad-input",
      "This message's number is in use. Send it again.",
      "message id reused",
    );
  }
  return { turnId: turn.id, chatId, assistantMessageId: turn.answerId };
}

type Wanted = {
  userId: string;
  ids: string[];
  /** The pictures that the branch has already, by id. */
  names: ReadonlyMap<string, string>;
};

/** The pictures of a question, each called by its place in the branch or by its title. */
async function picturesOf(tx: Tx, { userId, ids, names }: Wanted) {
  const wanted = [...new Set(ids)];
  let last = names.size;
  const select = { id: true, name: true, width: true, height: true } as const;
  const rows = await tx.image.findMany({
    where: { id: { in: wanted }, userId, ...ofLiveChat },
    select,
  });
  return wanted.map((id) => {
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw notFound("picture");
    const known = names.get(id);
    if (known === undefined) last += 1;
    return { ...row, name: known ?? nameAt(row.name, last) };
  });
}
