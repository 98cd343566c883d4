import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask, converseAt, follow, run, storedAnswer, textOf, WORDS } from "@/tests/server/turns";

withDatabase();

describe("a turn's log", () => {
  test("gives every follower each character once, early, late, and after the end", async () => {
    const { turnId, chatId, userId } = await ask();
    const early = follow(turnId);
    const running = run(turnId, 4);
    await sleep(80);
    const late = follow(turnId);
    await running;
    const after = await follow(turnId);
    const whole = WORDS.join("");
    for (const { chunks } of [await early, await late, after]) {
      expect(textOf(chunks)).toBe(whole);
      expect(chunks[0]).toMatchObject({ type: "start" });
      expect(chunks.at(-1)).toMatchObject({ type: "finish", messageMetadata: { state: "done" } });
    }
    const { text, message, chat } = await storedAnswer(userId, chatId);
    expect(text).toBe(whole);
    expect(message?.metadata?.state).toBe("done");
    expect(message?.parts.map((part) => part.type)).toContain("reasoning");
    expect(chat.activeTurnId).toBeNull();
  });

  test("goes on behind the last event seen, however often the connection breaks", async () => {
    const { turnId } = await ask();
    const running = run(turnId, 3);
    let last = 0;
    let text = "";
    for (let round = 0; round < 200; round += 1) {
      let seen = 0;
      const part = await follow(turnId, last, (chunk) => {
        if (chunk.type === "text-delta") seen += 1;
        return seen === 2;
      });
      text += textOf(part.chunks);
      last = part.last;
      if (part.chunks.some((chunk) => chunk.type === "finish")) break;
    }
    await running;
    expect(text).toBe(WORDS.join(""));
  });

  test("is written at most fifty milliseconds after a chunk came, in batches", async () => {
    const { turnId } = await ask();
    await run(turnId, 5);
    const { db } = await import("@/lib/server/db");
    const rows = await db().turnEvent.count({ where: { turnId } });
    // Sixty words in 300 ms or more: joined into batches, yet far more than one.
    expect(rows).toBeGreaterThan(8);
    expect(rows).toBeLessThan(60);
  });

  test("is given from the folded message when it was removed", async () => {
    const { turnId } = await ask();
    await run(turnId, 1);
    const { removeOldLogs } = await import("./reap-turns");
    const live = await follow(turnId);
    expect(await removeOldLogs()).toBe(0);
    expect(await removeOldLogs(Date.now() + 601_000)).toBeGreaterThan(0);
    const { chunks } = await follow(turnId);
    expect(textOf(chunks)).toBe(textOf(live.chunks));
    expect(chunks.at(-1)).toMatchObject({ type: "finish", messageMetadata: { state: "done" } });
    await expect(follow(turnId, 3)).rejects.toMatchObject({ code: "log-gone" });
  });
});

describe("stopping", () => {
  test("keeps what was shown, and a stopped answer doesn't grow back", async () => {
    const { turnId, chatId, userId } = await ask();
    const running = run(turnId, 15);
    const { stopTurn } = await import("./stop-turn");
    await follow(turnId, 0, (chunk) => chunk.type === "text-delta");
    await stopTurn(userId, turnId);
    await running;
    const shown = textOf((await follow(turnId)).chunks);
    const { text, message } = await storedAnswer(userId, chatId);
    expect(message?.metadata?.state).toBe("stopped");
    expect(text).toBe(shown);
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(WORDS.join("").length);
    await sleep(300);
    expect((await storedAnswer(userId, chatId)).text).toBe(shown);
  });

  test("ends a turn that still waits, and no worker runs it later", async () => {
    const { turnId, userId } = await ask();
    const { stopTurn } = await import("./stop-turn");
    await stopTurn(userId, turnId);
    await run(turnId, 1);
    const { chunks } = await follow(turnId);
    expect(chunks.at(-1)).toMatchObject({ messageMetadata: { state: "stopped" } });
    expect(textOf(chunks)).toBe("");
  });
});

describe("a worker that is asked to end", () => {
  test("lets its answers end, takes no others, and leaves these to the next", async () => {
    const { workTurns } = await import("./work-turns");
    const { db } = await import("@/lib/server/db");
    const model = { name: "words", version: "1" };
    const first = await workTurns({
      name: "going",
      concurrency: 1,
      converse: converseAt(10),
      model,
    });
    const begun = await ask();
    await follow(begun.turnId, 0, (chunk) => chunk.type === "text-delta");
    const waiting = await ask();
    await first.stop(20_000);
    const state = async (id: string) =>
      (await db().turn.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
    expect(await state(begun.turnId)).toBe("done");
    expect(await state(waiting.turnId)).toBe("queued");
    const next = await workTurns({
      name: "coming",
      concurrency: 1,
      converse: converseAt(1),
      model,
    });
    const { chunks } = await follow(waiting.turnId);
    await next.stop(0);
    expect(textOf(chunks)).toBe(WORDS.join(""));
  });

  test("hands an answer over when its time is up, and the next goes on with it", async () => {
    const { workTurns } = await import("./work-turns");
    const model = { name: "words", version: "1" };
    const first = await workTurns({
      name: "going",
      concurrency: 1,
      converse: converseAt(40),
      model,
    });
    const { turnId, userId, chatId } = await ask();
    const reader = follow(turnId);
    await follow(turnId, 0, (chunk) => chunk.type === "text-delta");
    await first.stop(100);
    const next = await workTurns({
      name: "coming",
      concurrency: 1,
      converse: converseAt(1),
      model,
    });
    const { chunks } = await reader;
    await next.stop(0);
    expect(textOf(chunks)).toBe(WORDS.join(""));
    expect((await storedAnswer(userId, chatId)).text).toBe(WORDS.join(""));
  });
});

describe("the lease", () => {
  test("lets a worker that wakes up late write nothing", async () => {
    const { turnId, chatId, userId } = await ask();
    const { claimTurn } = await import("./claim-turn");
    const { appendEvents } = await import("./append-events");
    const { reapTurns } = await import("./reap-turns");
    const { endTurn } = await import("./end-turn");
    const { db } = await import("@/lib/server/db");
    const claimed = await claimTurn(turnId, "dead");
    const lease = { turnId, lease: claimed?.lease ?? -1 };
    const write = (from: number, delta: string) =>
      appendEvents(db(), lease, from, [
        ...(from === 1 ? [{ type: "text-start", id: "t" } as const] : []),
        { type: "text-delta", id: "t", delta },
      ]);
    await write(1, "word0 ");
    expect(await reapTurns({ workerName: "dead" })).toBe(1);
    await expect(write(3, "after")).rejects.toThrow("lease");
    expect(await endTurn({ ...lease, state: "done" })).toBe(false);
    await run(turnId, 1);
    await expect(write(30, "after")).rejects.toThrow("lease");
    const { text, message } = await storedAnswer(userId, chatId);
    expect(text).toBe(textOf((await follow(turnId)).chunks));
    expect(text).not.toContain("after");
    expect(message?.metadata?.turnId).toBe(turnId);
  });

  test("of one that died too often ends as interrupted, with the text kept", async () => {
    const { turnId, chatId, userId } = await ask();
    const { claimTurn } = await import("./claim-turn");
    const { reapTurns } = await import("./reap-turns");
    const { MOST_HANDED_BACK } = await import("./hand-back");
    for (let death = 0; death <= MOST_HANDED_BACK; death += 1) {
      expect(await claimTurn(turnId, "dead")).not.toBeNull();
      expect(await reapTurns({ workerName: "dead" })).toBe(1);
    }
    expect(await claimTurn(turnId, "alive")).toBeNull();
    const { message } = await storedAnswer(userId, chatId);
    expect(message?.metadata?.state).toBe("interrupted");
  });

  test("is given once, so a turn runs once", async () => {
    const { turnId } = await ask();
    const { claimTurn } = await import("./claim-turn");
    const claims = await Promise.all(["a", "b", "c"].map((name) => claimTurn(turnId, name)));
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  test("of a worker that is asked to go is handed back, and another goes on behind what was shown", async () => {
    const { turnId, chatId, userId } = await ask();
    const shutdown = new AbortController();
    const running = run(turnId, 15, shutdown.signal);
    const reader = follow(turnId);
    await follow(turnId, 0, (chunk) => chunk.type === "text-delta");
    shutdown.abort();
    await running;
    expect((await storedAnswer(userId, chatId)).chat.activeTurnId).toBe(turnId);
    await run(turnId, 1);
    const { chunks } = await reader;
    const { text, message } = await storedAnswer(userId, chatId);
    expect(message?.metadata?.state).toBe("done");
    expect(text).toBe(WORDS.join(""));
    expect(textOf(chunks)).toBe(text);
  });

  test("that somebody asked to stop is not handed back when its worker dies", async () => {
    const { turnId, chatId, userId } = await ask();
    const { claimTurn } = await import("./claim-turn");
    const { stopTurn } = await import("./stop-turn");
    const { reapTurns } = await import("./reap-turns");
    await claimTurn(turnId, "dead");
    await stopTurn(userId, turnId);
    await reapTurns({ workerName: "dead" });
    const { message } = await storedAnswer(userId, chatId);
    expect(message?.metadata?.state).toBe("stopped");
  });
});

test("removing a deleted chat while its answer runs ends the run, and leaves nothing behind", async () => {
  const { turnId, chatId, userId } = await ask();
  const running = run(turnId, 20);
  const { deleteChat } = await import("../chats/delete-chat");
  const { sweepDeleted } = await import("../chats/sweep-deleted");
  const { db } = await import("@/lib/server/db");
  await follow(turnId, 0, (chunk) => chunk.type === "text-delta");
  await deleteChat(userId, chatId);
  expect(await sweepDeleted(0)).toBe(1);
  const result = await Promise.race([running.then(() => "ended"), sleep(8_000, "still running")]);
  expect(result).toBe("ended");
  expect(await db().turnEvent.count({ where: { turnId } })).toBe(0);
  expect(await db().message.count({ where: { chatId } })).toBe(0);
});

test("an answer given again is a sibling, and the chat shows the newer", async () => {
  const { turnId, chatId, userId } = await ask();
  await run(turnId, 1);
  const { retryTurn } = await import("./retry-turn");
  const again = await retryTurn({ userId, turnId });
  await run(again.turnId, 1);
  const { chat } = await storedAnswer(userId, chatId);
  expect(chat.messages).toHaveLength(2);
  expect(chat.messages.at(-1)?.id).toBe(again.assistantMessageId);
});

test("a worker is woken by the queue, long before it would look by itself", async () => {
  const { workTurns } = await import("./work-turns");
  const working = await workTurns({
    name: "woken",
    concurrency: 2,
    converse: converseAt(1),
    model: { name: "words", version: "1" },
  });
  try {
    await sleep(1_500);
    const { turnId } = await ask();
    const begun = performance.now();
    await follow(turnId, 0, (chunk) => chunk.type === "text-delta");
    // It would look after ten seconds; a loaded machine needs a part of one.
    expect(performance.now() - begun).toBeLessThan(5_000);
    await follow(turnId);
  } finally {
    await working.stop(0);
  }
});
