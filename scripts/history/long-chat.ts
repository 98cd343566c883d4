import { randomUUID } from "node:crypto";
import type { GroundResult } from "@/lib/contracts/tools";
import type { Prisma } from "@/lib/generated/prisma/client";
import { indexChat } from "@/lib/server/chats/index-chat";
import { db } from "@/lib/server/db";

const SENTENCES = [
  "The outlined area lies in the upper half of the picture.",
  "On test pictures about eight of ten such marks were right.",
  "Compare both sides before you look at the numbers.",
  "The border is sharp on one side and blurred on the other.",
  "A doctor who knows the history can say more than one picture does.",
];

type LongChat = {
  userId: string;
  /** Questions and answers in all. */
  messages: number;
  title?: string;
  /** Stored pictures; question 0, `every`, 2 `every`, … has the next of them, with a mark on it. */
  pictures?: { id: string; name: string; width: number; height: number }[];
  /** Questions from one with a picture to the next. */
  every?: number;
  /** The messages at these places (0 the first) have a second version. */
  versionsOf?: number[];
};

type Row = Prisma.MessageCreateManyInput & { id: string };

/** Writes a chat as finished turns leave it. @returns its id and its branch, root first. */
export async function storeLongChat(options: LongChat) {
  const { userId, messages, title = "A long chat", pictures = [], every = 1 } = options;
  const chatId = randomUUID();
  const rows: Row[] = [];
  const shown: { messageId: string; imageId: string }[] = [];
  for (let at = 0; at < messages; at += 1) {
    const id = randomUUID();
    const question = Math.floor(at / 2);
    const picture = question % every === 0 ? pictures[question / every] : undefined;
    if (at % 2 === 0 && picture !== undefined) shown.push({ messageId: id, imageId: picture.id });
    rows.push({
      ...{ id, chatId, parentId: rows.at(-1)?.id ?? null },
      createdAt: new Date(Date.now() - (messages - at) * 1000),
      ...(at % 2 === 0 ? ofQuestion(question, picture) : ofAnswer(question, picture)),
    });
  }
  const branch = rows.map(({ id }) => id);
  const others = (options.versionsOf ?? []).flatMap((at) => {
    const row = rows[at];
    return row === undefined ? [] : [{ ...row, id: randomUUID(), createdAt: new Date(0) }];
  });
  await db().$transaction(
    async (tx) => {
      await tx.chat.create({ data: { id: chatId, userId, title } });
      await tx.message.createMany({ data: [...rows, ...others] });
      await tx.messageImage.createMany({ data: shown });
      await tx.chat.update({ where: { id: chatId }, data: { leafId: branch.at(-1) ?? null } });
      await indexChat(tx, chatId);
    },
    { timeout: 60_000 },
  );
  return { chatId, branch };
}

type Shown = NonNullable<LongChat["pictures"]>[number] | undefined;

function ofQuestion(number: number, picture: Shown) {
  const parts = [
    ...(picture === undefined
      ? []
      : [{ type: "data-image", data: { imageId: picture.id, ...sizeOf(picture) } }]),
    { type: "text", text: `Question ${number}: what is this, and what lies beside it?` },
  ];
  return { role: "user" as const, parts, metadata: { audience: "patient" } };
}

const sizeOf = ({ name, width, height }: NonNullable<Shown>) => ({ name, width, height });

function ofAnswer(number: number, picture: Shown) {
  const sentences = SENTENCES.slice(0, 2 + (number % 4)).join(" ");
  const text = `Answer ${number}. ${picture === undefined ? "" : "I marked it [1]. "}${sentences}`;
  const parts = [
    { type: "step-start" },
    { type: "reasoning", text: "1. Reading: a picture. (image)\n2. Plan: look for it. (none)" },
    ...(picture === undefined ? [] : [groundPart(picture.id)]),
    { type: "text", text: `${text}\n\n${SENTENCES[number % SENTENCES.length]}` },
  ];
  const metadata = {
    ...{ audience: "patient", state: "done", outcome: "answered" },
    ...{ turnId: randomUUID(), elapsedMs: 2100 },
  };
  return { role: "assistant" as const, parts: parts as Prisma.InputJsonArray, metadata };
}

function groundPart(imageId: string) {
  const output: GroundResult = {
    ...{ outcome: "found", asked: "lung opacity", phrase: "lung opacity", imageId },
    ...{ modality: { id: "xray-chest", name: "chest X-ray", probability: 0.97 } },
    ...{ strength: "untested", card: null },
    boxes: [
      {
        ...{ id: 1, label: "lung opacity", box: { x: 0.1, y: 0.1, width: 0.3, height: 0.2 } },
        ...{ score: 0.8, confidence: null, place: "upper left" },
      },
    ],
  };
  return {
    ...{ type: "tool-ground", toolCallId: randomUUID(), state: "output-available" },
    ...{ input: { phrase: "lung opacity" }, output: output as unknown as Prisma.InputJsonObject },
  };
}
