import { randomUUID } from "node:crypto";
import sharp from "sharp";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { Prisma } from "@/lib/generated/prisma/client";
import { ANSWER, IMAGE_ID, QUESTION } from "@/lib/server/export/export-fixtures";

/** A picture that nobody has yet, as PNG. */
export async function newPicture(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const create = { width: 40, height: 30, channels: 3, background: "#000", noise } as const;
  return await sharp({ create }).png().toBuffer();
}

export type Film = {
  chatId: string;
  imageId: string;
  sha256: string;
  questionId: string;
  answerId: string;
  turnId: string;
};

/** A person's own copy of a message of the fixtures: ids and picture of its own. */
function own(message: EvlfMessage, imageId: string): EvlfMessage {
  const text = JSON.stringify({ ...message, id: randomUUID() });
  return JSON.parse(text.replaceAll(IMAGE_ID, imageId)) as EvlfMessage;
}

async function addMessage(
  chatId: string,
  parentId: string | null,
  { id, role, parts, metadata }: EvlfMessage,
  imageId?: string,
): Promise<void> {
  const { db } = await import("@/lib/server/db");
  await db().message.create({
    data: {
      ...{ id, chatId, parentId, role: role === "user" ? "user" : "assistant" },
      parts: parts as unknown as Prisma.InputJsonArray,
      metadata: (metadata ?? {}) as Prisma.InputJsonObject,
      ...(imageId === undefined ? {} : { images: { create: { imageId } } }),
    },
  });
}

/** A chat about a picture, stored whole: a question with it, and an answer that marked it. */
export async function storeFilm(userId: string, title = "A film"): Promise<Film> {
  const { db } = await import("@/lib/server/db");
  const { indexChat } = await import("@/lib/server/chats/index-chat");
  const { storeCanonical } = await import("@/lib/server/images/store-image");
  const { sha256Of } = await import("@/lib/server/images/files");
  const png = await newPicture();
  const stored = { png, width: 40, height: 30, origin: "PNG", notes: [] };
  const { id: imageId } = await storeCanonical(userId, "Film of Jane Doe", stored);
  const chatId = randomUUID();
  const question = own(QUESTION, imageId);
  const turnId = randomUUID();
  const answer = own(ANSWER, imageId);
  answer.metadata = { ...answer.metadata, turnId };
  await db().chat.create({ data: { id: chatId, userId, title } });
  await addMessage(chatId, null, question, imageId);
  await addMessage(chatId, question.id, answer);
  await db().chat.update({ where: { id: chatId }, data: { leafId: answer.id } });
  await db().$transaction((tx) => indexChat(tx, chatId));
  const [questionId, answerId] = [question.id, answer.id];
  return { chatId, imageId, sha256: sha256Of(png), questionId, answerId, turnId };
}

/** One more question and answer below a film's, with a picture of its own. */
export async function goOn(userId: string, film: Film, words: string): Promise<Film> {
  const { db } = await import("@/lib/server/db");
  const { storeCanonical } = await import("@/lib/server/images/store-image");
  const { sha256Of } = await import("@/lib/server/images/files");
  const png = await newPicture();
  const stored = { png, width: 40, height: 30, origin: "PNG", notes: [] };
  const { id: imageId } = await storeCanonical(userId, "another.png", stored);
  const question = own(QUESTION, imageId);
  question.parts = [...question.parts.slice(0, 1), { type: "text", text: words }];
  const answer = own(ANSWER, imageId);
  await addMessage(film.chatId, film.answerId, question, imageId);
  await addMessage(film.chatId, question.id, answer);
  await db().chat.update({ where: { id: film.chatId }, data: { leafId: answer.id } });
  const [questionId, answerId] = [question.id, answer.id];
  return { ...film, imageId, sha256: sha256Of(png), questionId, answerId };
}
