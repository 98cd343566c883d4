import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask, follow, run, storedAnswer, textOf, WORDS } from "@/tests/server/turns";

withDatabase();

const WHOLE = WORDS.join("");

/** A question whose answer was stopped in the midst of its words. */
async function stopped() {
  const asked = await ask();
  const running = run(asked.turnId, 15);
  const { stopTurn } = await import("./stop-turn");
  await follow(asked.turnId, 0, (chunk) => chunk.type === "text-delta");
  await stopTurn(asked.userId, asked.turnId);
  await running;
  return { ...asked, ...(await storedAnswer(asked.userId, asked.chatId)) };
}

describe("a continued answer", () => {
  test("goes on in the same message and ends as if it had never been stopped", async () => {
    const { userId, chatId, turnId, text, message } = await stopped();
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(WHOLE.length);
    const { continueTurn } = await import("./continue-turn");
    const next = await continueTurn({ userId, turnId });
    expect(next.assistantMessageId).toBe(message?.id);
    await run(next.turnId, 0);
    const after = await storedAnswer(userId, chatId);
    expect(after.text).toBe(WHOLE);
    expect(after.chat.messages).toHaveLength(2);
    expect(after.message?.metadata?.state).toBe("done");
    const types = after.message?.parts.map(({ type }) => type);
    expect(types).toEqual(["step-start", "reasoning", "text"]);
    expect(textOf((await follow(next.turnId)).chunks)).toBe(WHOLE);
  });

  test("shows what it has from the first moment, and keeps it when stopped again", async () => {
    const { userId, chatId, turnId, text } = await stopped();
    const { continueTurn } = await import("./continue-turn");
    const { stopTurn } = await import("./stop-turn");
    const next = await continueTurn({ userId, turnId });
    const waiting = await storedAnswer(userId, chatId);
    expect(waiting.text).toBe(text);
    expect(waiting.message?.metadata?.state).toBe("queued");
    await stopTurn(userId, next.turnId);
    const still = await storedAnswer(userId, chatId);
    expect(still.text).toBe(text);
    expect(still.message?.metadata?.state).toBe("stopped");
    const last = await continueTurn({ userId, turnId: next.turnId });
    await run(last.turnId, 0);
    expect((await storedAnswer(userId, chatId)).text).toBe(WHOLE);
  });

  test("goes on long after its log was removed", async () => {
    const { turnId, chatId, userId } = await stopped();
    const { removeOldLogs } = await import("./reap-turns");
    expect(await removeOldLogs(Date.now() + 601_000)).toBeGreaterThan(0);
    const { continueTurn } = await import("./continue-turn");
    const next = await continueTurn({ userId, turnId });
    await run(next.turnId, 0);
    const { text, message } = await storedAnswer(userId, chatId);
    expect(text).toBe(WHOLE);
    expect(message?.metadata?.state).toBe("done");
  });

  test("ends as failed, with its words kept, where the model writes another text now", async () => {
    const { userId, chatId, turnId, message, text } = await stopped();
    const { db } = await import("@/lib/server/db");
    const parts = (message?.parts ?? []).map((part) =>
      part.type === "text" ? { ...part, text: `Another ${part.text}` } : part,
    );
    await db().message.update({
      where: { id: message?.id ?? "" },
      data: { parts: JSON.parse(JSON.stringify(parts)) },
    });
    const { continueTurn } = await import("./continue-turn");
    const next = await continueTurn({ userId, turnId });
    await run(next.turnId, 0);
    const after = await storedAnswer(userId, chatId);
    expect(after.text).toBe(`Another ${text}`);
    expect(after.message?.metadata).toMatchObject({
      state: "failed",
      error: { code: "model-changed" },
    });
  });
});

describe("what cannot go on", () => {
  test("is an answer that ended well, one continued already, and one with a question after it", async () => {
    const { continueTurn } = await import("./continue-turn");
    const done = await ask();
    await run(done.turnId, 0);
    const ended = { code: "turn-ended" };
    await expect(continueTurn(done)).rejects.toMatchObject(ended);

    const once = await stopped();
    const next = await continueTurn(once);
    await expect(continueTurn(once)).rejects.toMatchObject(ended);
    await run(next.turnId, 0);

    const asked = await stopped();
    const { startTurn } = await import("./start-turn");
    const input = { ...asked.input, messageId: crypto.randomUUID() };
    const follower = await startTurn({ userId: asked.userId, chatId: asked.chatId, input });
    await run(follower.turnId, 0);
    await expect(continueTurn(asked)).rejects.toMatchObject(ended);
  });

  test("is somebody else's answer, as if there were none", async () => {
    const mine = await stopped();
    const other = await ask();
    const { continueTurn } = await import("./continue-turn");
    await expect(continueTurn({ userId: other.userId, turnId: mine.turnId })).rejects.toMatchObject(
      { code: "not-found" },
    );
  });
});
