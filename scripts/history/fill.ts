import { randomUUID } from "node:crypto";
import type { Prisma } from "@/lib/generated/prisma/client";
import { indexChats } from "@/lib/server/chats/index-chat";
import { titleAfter } from "@/lib/server/chats/title-after";
import { db } from "@/lib/server/db";
import { chances, exchange } from "@/scripts/history/words";

const BATCH = 100;
/** Chats of one person lie this far apart. */
const BETWEEN_MS = 2 * 3600_000;

type Fill = { userId: string; chats: number; seed: number };

/** Writes chats of two questions and two answers each, indexed as a finished turn leaves them. */
export async function fillChats({ userId, chats, seed }: Fill): Promise<void> {
  const chance = chances(seed);
  const now = Date.now();
  for (let from = 0; from < chats; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, chats - from) }, (_, at) =>
      chatRows(userId, new Date(now - (from + at) * BETWEEN_MS), chance),
    );
    await db().$transaction(
      async (tx) => {
        await tx.chat.createMany({ data: rows.map(({ chat }) => chat) });
        await tx.message.createMany({ data: rows.flatMap(({ messages }) => messages) });
        await tx.$executeRaw`
          UPDATE chat SET leaf_id = leaf.id FROM unnest(
            ${rows.map(({ chat }) => chat.id)}::uuid[], ${rows.map(({ leafId }) => leafId)}::uuid[]
          ) AS leaf (chat_id, id) WHERE chat.id = leaf.chat_id`;
        await indexChats(
          tx,
          rows.map(({ chat }) => chat.id),
        );
      },
      { timeout: 300_000 },
    );
  }
}

function chatRows(userId: string, at: Date, chance: () => number) {
  const id = randomUUID();
  const messages: Prisma.MessageCreateManyInput[] = [];
  let title = "";
  let parentId: string | null = null;
  for (let turn = 0; turn < 2; turn += 1) {
    const { question, answer } = exchange(chance);
    const questionId = randomUUID();
    const rest = { chatId: id, metadata: {}, createdAt: new Date(at.getTime() + turn * 60_000) };
    const parts = [{ type: "text", text: question }];
    messages.push({ ...rest, id: questionId, parentId, role: "user", parts });
    messages.push({
      ...rest,
      id: answer.id,
      parentId: questionId,
      role: "assistant",
      parts: answer.parts as unknown as Prisma.InputJsonArray,
    });
    if (title === "") title = titleAfter(answer) ?? question;
    parentId = answer.id;
  }
  return { chat: { id, userId, title, createdAt: at, updatedAt: at }, messages, leafId: parentId };
}
