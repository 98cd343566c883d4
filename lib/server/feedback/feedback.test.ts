import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask, run } from "@/tests/server/turns";

withDatabase();

const UP = { vote: "up", reason: "clear", words: "" } as const;
const DOWN = { vote: "down", reason: "wrong", words: "It is the left one." } as const;

async function answered() {
  const { reportWorker } = await import("../turns/worker-row");
  await reportWorker({
    ...{ name: "test", warm: true, problem: null },
    ...{ modelName: "evlf-mini", modelVersion: "9.9.9" },
  });
  const turn = await ask("Where is the quagga?");
  await run(turn.turnId, 0);
  return turn;
}

describe("what is said of an answer", () => {
  test("is kept with the record of the answer, changed and taken back", async () => {
    const { db } = await import("../db");
    const { giveFeedback } = await import("./give-feedback");
    const { removeFeedback } = await import("./remove-feedback");
    const { recordOf } = await import("./record-of");
    const { getChat } = await import("../chats/get-chat");
    const { userId, turnId, chatId, assistantMessageId: answerId } = await answered();
    await giveFeedback(userId, turnId, UP);
    await giveFeedback(userId, turnId, DOWN);
    expect((await getChat(userId, chatId)).feedback).toEqual({ [answerId]: DOWN });
    const record = await recordOf(userId, turnId);
    expect(record).toMatchObject({ ...DOWN, model: { name: "evlf-mini", version: "9.9.9" } });
    expect(record.prompt.map(({ role }) => role)).toEqual(["user"]);
    expect(record.answer.id).toBe(answerId);
    expect(record.answer.parts.length).toBeGreaterThan(0);
    expect(record.timings.ranMs).toBeGreaterThanOrEqual(0);
    await removeFeedback(userId, turnId);
    await removeFeedback(userId, turnId);
    expect((await getChat(userId, chatId)).feedback).toEqual({});
    const audit = await db().audit.findMany({
      where: { subject: turnId, action: { startsWith: "feedback" } },
      orderBy: { at: "asc" },
      select: { action: true, detail: true },
    });
    expect(audit.map(({ action }) => action)).toEqual([
      ...["feedback-given", "feedback-given", "feedback-removed"],
    ]);
    expect(JSON.stringify(audit)).not.toContain("left one");
  });

  test("keeps which pictures the model got, at which size, and what its tools gave", async () => {
    const { db } = await import("../db");
    const { giveFeedback } = await import("./give-feedback");
    const { userId, turnId, input, assistantMessageId: answerId } = await answered();
    const image = await db().image.create({
      data: {
        ...{ userId, sha256: "a".repeat(64), name: "film", width: 2, height: 1, bytes: 3 },
        ...{ origin: "PNG", notes: [], messages: { create: { messageId: input.messageId } } },
      },
      select: { id: true },
    });
    const picture = { imageId: image.id, name: "film", width: 2, height: 1 };
    await db().message.update({
      where: { id: input.messageId },
      data: { parts: [{ type: "data-image", data: picture }] },
    });
    const tool = { toolCallId: "1", input: {}, state: "output-available" };
    const output = { outcome: "nothing" };
    await db().message.update({
      where: { id: answerId },
      data: { parts: [{ ...tool, type: "tool-ground", output }] },
    });
    await giveFeedback(userId, turnId, UP);
    const row = await db().feedback.findUniqueOrThrow({ where: { messageId: answerId } });
    expect(row.pixels).toEqual([
      { imageId: image.id, sha256: "a".repeat(64), side: expect.any(Number) },
    ]);
    expect(row.results).toEqual(["ground:nothing"]);
  });

  test("is not taken while the answer is being written, nor from anybody else", async () => {
    const { giveFeedback } = await import("./give-feedback");
    const { recordOf } = await import("./record-of");
    const waiting = await ask();
    await expect(giveFeedback(waiting.userId, waiting.turnId, UP)).rejects.toMatchObject({
      code: "turn-running",
    });
    const { userId, turnId } = await answered();
    const missing = { code: "not-found" };
    await expect(giveFeedback(waiting.userId, turnId, UP)).rejects.toMatchObject(missing);
    await giveFeedback(userId, turnId, UP);
    await expect(recordOf(waiting.userId, turnId)).rejects.toMatchObject(missing);
    const { removeFeedback } = await import("./remove-feedback");
    await removeFeedback(waiting.userId, turnId);
    expect(await recordOf(userId, turnId)).toMatchObject(UP);
  });

  test("goes with its chat", async () => {
    const { db } = await import("../db");
    const { giveFeedback } = await import("./give-feedback");
    const { removeChat } = await import("../chats/remove-chat");
    const { userId, turnId, chatId } = await answered();
    await giveFeedback(userId, turnId, DOWN);
    await db().$transaction((tx) => removeChat(tx, { id: chatId, userId }));
    expect(await db().feedback.count({ where: { turnId } })).toBe(0);
  });
});

describe("the list of what was said", () => {
  test("has no word of the chats, newest first, each once, page by page", async () => {
    const { db } = await import("../db");
    const { giveFeedback } = await import("./give-feedback");
    const { listFeedback } = await import("./list-feedback");
    await db().feedback.deleteMany();
    const turns = [await answered(), await answered(), await answered()];
    for (const { userId, turnId } of turns) await giveFeedback(userId, turnId, DOWN);
    const first = await listFeedback({ limit: 2 });
    const second = await listFeedback({ limit: 2, after: first.next ?? "" });
    expect([first.feedback.length, second.feedback.length, second.next]).toEqual([2, 1, null]);
    const all = [...first.feedback, ...second.feedback];
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    const times = all.map(({ when }) => when);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(all[0]).toMatchObject({ vote: "down", reason: "wrong", modelVersion: "9.9.9" });
    const text = JSON.stringify(all);
    expect(text).not.toMatch(/quagga|word1 /);
    for (const { userId, chatId, turnId } of turns)
      for (const id of [userId, chatId, turnId]) expect(text).not.toContain(id);
    expect((await listFeedback({ vote: "up" })).feedback).toEqual([]);
  });
});
