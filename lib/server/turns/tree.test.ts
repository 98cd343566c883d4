import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask, run } from "@/tests/server/turns";

withDatabase();

const chatOf = async (userId: string, chatId: string) => {
  const { getChat } = await import("../chats/get-chat");
  return await getChat(userId, chatId);
};

/** Asks behind an answer (null: as the chat's first question) and runs the turn to its end. */
async function askAfter(userId: string, chatId: string, after: string | null, text: string) {
  const { startTurn } = await import("./start-turn");
  const input = { messageId: randomUUID(), text, imageIds: [], audience: "patient" as const };
  const started = await startTurn({ userId, chatId, input: { ...input, after } });
  await run(started.turnId, 0);
  return { ...started, questionId: input.messageId };
}

/** Two questions, the second edited once: the chat stands on the edited branch. */
async function edited() {
  const { turnId, chatId, userId, assistantMessageId: first } = await ask();
  await run(turnId, 0);
  const old = await askAfter(userId, chatId, first, "And then?");
  const now = await askAfter(userId, chatId, first, "And now?");
  return { userId, chatId, turnId, first, old, now };
}

describe("an edited question", () => {
  test("stands beside the old one, and the old branch is kept", async () => {
    const { userId, chatId, old, now } = await edited();
    const chat = await chatOf(userId, chatId);
    expect(chat.messages.map(({ id }) => id).slice(2)).toEqual([
      now.questionId,
      now.assistantMessageId,
    ]);
    expect(chat.siblings).toEqual({ [now.questionId]: [old.questionId, now.questionId] });
    const { turnTo } = await import("../chats/turn-to");
    const back = await turnTo(userId, chatId, { messageId: old.questionId });
    expect(back.messages.at(-1)?.id).toBe(old.assistantMessageId);
  });

  test("may be the chat's first", async () => {
    const { turnId, chatId, userId, input } = await ask();
    await run(turnId, 0);
    const now = await askAfter(userId, chatId, null, "Count again.");
    const chat = await chatOf(userId, chatId);
    expect(chat.messages).toHaveLength(2);
    expect(chat.siblings[now.questionId]).toEqual([input.messageId, now.questionId]);
  });

  test("comes after an answer of the same chat, or not at all", async () => {
    const one = await edited();
    const other = await edited();
    for (const after of [other.first, one.old.questionId, randomUUID()])
      await expect(askAfter(one.userId, one.chatId, after, "Mine?")).rejects.toMatchObject({
        code: "not-found",
      });
  });
});

describe("an answer given again", () => {
  test("is a sibling even where questions follow the old, which are kept with it", async () => {
    const { userId, chatId, turnId, first, now } = await edited();
    const { retryTurn } = await import("./retry-turn");
    const again = await retryTurn({ userId, turnId });
    await run(again.turnId, 0);
    const chat = await chatOf(userId, chatId);
    expect(chat.messages.map(({ id }) => id)[1]).toBe(again.assistantMessageId);
    expect(chat.siblings[again.assistantMessageId]).toEqual([first, again.assistantMessageId]);
    const { turnTo } = await import("../chats/turn-to");
    const back = await turnTo(userId, chatId, { messageId: first });
    expect(back.messages.at(-1)?.id).toBe(now.assistantMessageId);
  });

  test("has at most thirty versions, and the refusal says what to do", async () => {
    const { turnId, chatId, userId, input } = await ask();
    await run(turnId, 0);
    const { db } = await import("@/lib/server/db");
    await db().message.createMany({
      data: Array.from({ length: 29 }, () => ({
        id: randomUUID(),
        chatId,
        parentId: input.messageId,
        role: "assistant" as const,
        parts: [],
        metadata: {},
      })),
    });
    const { retryTurn } = await import("./retry-turn");
    await expect(retryTurn({ userId, turnId })).rejects.toMatchObject({
      code: "too-many-versions",
      person: expect.stringContaining("Ask below the last answer"),
    });
  });
});

describe("turning to another version", () => {
  test("goes to the leaf below it that was read last, and the chat reopens there", async () => {
    const { userId, chatId, turnId, first, old } = await edited();
    const { turnTo } = await import("../chats/turn-to");
    const { retryTurn } = await import("./retry-turn");
    await turnTo(userId, chatId, { messageId: old.questionId });
    const again = await retryTurn({ userId, turnId });
    await run(again.turnId, 0);
    const back = await turnTo(userId, chatId, { messageId: first });
    expect(back.messages.at(-1)?.id).toBe(old.assistantMessageId);
    expect((await chatOf(userId, chatId)).messages).toEqual(back.messages);
  });

  test("waits for the answer that is being written, and says so", async () => {
    const { userId, chatId, turnId, first } = await edited();
    const { turnTo } = await import("../chats/turn-to");
    const { retryTurn } = await import("./retry-turn");
    const again = await retryTurn({ userId, turnId });
    const turning = () => turnTo(userId, chatId, { messageId: first });
    await expect(turning()).rejects.toMatchObject({ code: "turn-running" });
    expect((await chatOf(userId, chatId)).messages.at(-1)?.id).toBe(again.assistantMessageId);
    await run(again.turnId, 0);
    await expect(turning()).resolves.toMatchObject({ activeTurnId: null });
  });

  test("in somebody else's chat, or to another chat's message, finds nothing", async () => {
    const one = await edited();
    const other = await edited();
    const { turnTo } = await import("../chats/turn-to");
    const notFound = { code: "not-found" };
    await expect(turnTo(other.userId, one.chatId, { messageId: one.first })).rejects.toMatchObject(
      notFound,
    );
    await expect(turnTo(one.userId, one.chatId, { messageId: other.first })).rejects.toMatchObject(
      notFound,
    );
  });
});
