import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { newPerson } from "@/tests/server/history";

withDatabase();

/** So many questions of one person at the same moment, each in a new chat; how each was answered. */
async function askAtOnce(userId: string, count: number) {
  const { startTurn } = await import("./start-turn");
  const { toAppError } = await import("../errors");
  const once = async () => {
    const input = { messageId: crypto.randomUUID(), text: "Count.", imageIds: [] };
    const chatId = crypto.randomUUID();
    try {
      await startTurn({ userId, chatId, input: { ...input, audience: "patient" } });
      return null;
    } catch (error) {
      return toAppError(error);
    }
  };
  return await Promise.all(Array.from({ length: count }, once));
}

describe("the queue", () => {
  test("takes eight questions of one person at the same moment, and refuses the rest with 429", async () => {
    const answers = await askAtOnce(await newPerson(), 16);
    const refused = answers.filter((answer) => answer !== null);
    expect(answers).toHaveLength(16);
    expect(refused).toHaveLength(8);
    for (const { status, code, retryAfterSeconds, person } of refused) {
      expect([status, code]).toEqual([429, "too-many-questions"]);
      expect(retryAfterSeconds).toBeGreaterThan(0);
      expect(person).toContain("waiting");
    }
  }, 60_000);

  test("takes fifty of everybody, keeps nothing of the others, and has room again when one ended", async () => {
    const { db } = await import("../db");
    const { stopTurn } = await import("./stop-turn");
    const people = await Promise.all(Array.from({ length: 9 }, newPerson));
    const answers = (await Promise.all(people.map((userId) => askAtOnce(userId, 6)))).flat();
    // Eight wait from the test before.
    const refused = answers.filter((answer) => answer !== null);
    expect(answers.length - refused.length).toBe(42);
    for (const { status, code, retryAfterSeconds } of refused) {
      expect([status, code]).toEqual([429, "queue-full"]);
      expect(retryAfterSeconds).toBeGreaterThan(0);
    }
    expect(await db().turn.count()).toBe(50);
    expect(await db().message.count({ where: { role: "user" } })).toBe(50);
    expect(await db().chat.count()).toBe(50);
    const one = await db().turn.findFirstOrThrow({ select: { id: true, userId: true } });
    await stopTurn(one.userId, one.id);
    expect(await askAtOnce(await newPerson(), 1)).toEqual([null]);
  }, 60_000);
});
