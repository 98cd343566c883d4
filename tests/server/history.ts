import { randomUUID } from "node:crypto";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { GroundResult } from "@/lib/contracts/tools";
import type { Prisma } from "@/lib/generated/prisma/client";

/** A new guest's id. */
export async function newPerson(): Promise<string> {
  const { db } = await import("@/lib/server/db");
  return (await db().user.create({ data: { guest: true }, select: { id: true } })).id;
}

const CHEST = { id: "xray-chest", name: "chest X-ray", probability: 0.97 };
const place = { imageId: randomUUID(), modality: CHEST, strength: "untested", card: null } as const;
const ANYWHERE = { x: 0.1, y: 0.1, width: 0.2, height: 0.2 };

/** What a search for `phrase` in a chest film answers. */
export const ground = (phrase: string, outcome: "found" | "nothing"): GroundResult =>
  outcome === "nothing"
    ? { ...place, outcome, asked: phrase, phrase }
    : {
        ...place,
        outcome,
        asked: phrase,
        phrase,
        boxes: [
          {
            id: 1,
            label: phrase,
            box: ANYWHERE,
            score: 0.8,
            confidence: null,
            place: "upper left",
          },
        ],
      };

/** An answer as it is stored: the results of its searches, then its words. */
export function answerOf(text: string, ...results: GroundResult[]): EvlfMessage {
  return {
    id: randomUUID(),
    role: "assistant",
    parts: [
      ...results.map((output) => ({
        type: "tool-ground" as const,
        toolCallId: randomUUID(),
        state: "output-available" as const,
        input: { phrase: output.asked },
        output,
      })),
      { type: "text", text },
    ],
  };
}

type Stored = { userId: string; question: string; answer?: EvlfMessage; title?: string; at?: Date };

/** A chat of one question and its answer, as a finished turn leaves it. */
export async function storeChat(stored: Stored): Promise<string> {
  const { db } = await import("@/lib/server/db");
  const { indexChat } = await import("@/lib/server/chats/index-chat");
  const { userId, question, answer = answerOf("Nothing more."), at = new Date() } = stored;
  const [id, questionId] = [randomUUID(), randomUUID()];
  await db().$transaction(async (tx) => {
    await tx.chat.create({
      data: { id, userId, title: stored.title ?? question, createdAt: at, updatedAt: at },
    });
    await tx.message.create({
      data: {
        id: questionId,
        chatId: id,
        role: "user",
        parts: [{ type: "text", text: question }],
        metadata: {},
        createdAt: at,
      },
    });
    await tx.message.create({
      data: {
        id: answer.id,
        chatId: id,
        parentId: questionId,
        role: "assistant",
        parts: answer.parts as unknown as Prisma.InputJsonArray,
        metadata: {},
        createdAt: at,
      },
    });
    await tx.chat.update({ where: { id }, data: { leafId: answer.id } });
    await indexChat(tx, id);
  });
  return id;
}
