import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { ask } from "@/tests/server/turns";

withDatabase();

describe("asking", () => {
  test("twice with the same message gives the same turn", async () => {
    const { turnId, chatId, userId, input } = await ask();
    const { startTurn } = await import("./start-turn");
    expect((await startTurn({ userId, chatId, input })).turnId).toBe(turnId);
  });

  test("while the last answer runs is refused", async () => {
    const { chatId, userId, input } = await ask();
    const { startTurn } = await import("./start-turn");
    const next = { ...input, messageId: randomUUID() };
    await expect(startTurn({ userId, chatId, input: next })).rejects.toMatchObject({
      code: "turn-running",
    });
  });

  test("in somebody else's chat is as if there were none", async () => {
    const { chatId } = await ask();
    const { startTurn } = await import("./start-turn");
    const { db } = await import("@/lib/server/db");
    const other = await db().user.create({ data: { guest: true }, select: { id: true } });
    const input = {
      messageId: randomUUID(),
      text: "Mine?",
      imageIds: [],
      audience: "patient" as const,
    };
    await expect(startTurn({ userId: other.id, chatId, input })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("eight times at once is the most for one person", async () => {
    const { db } = await import("@/lib/server/db");
    const { startTurn } = await import("./start-turn");
    const user = await db().user.create({ data: { guest: true }, select: { id: true } });
    const results = await Promise.allSettled(
      Array.from({ length: 11 }, () =>
        startTurn({
          userId: user.id,
          chatId: randomUUID(),
          input: { messageId: randomUUID(), text: "One more.", imageIds: [], audience: "student" },
        }),
      ),
    );
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: "too-many-questions" });
  });
});
