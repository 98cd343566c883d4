import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { newPerson, storeChat } from "@/tests/server/history";
import { ask } from "@/tests/server/turns";

withDatabase();

// Read once by each process.
process.env.CHATS_KEPT_DAYS = "30";

describe("chats that are kept for thirty days", () => {
  test("go after that, but for pinned ones and those that wait for an answer", async () => {
    const { sweepOldChats } = await import("./sweep-old-chats");
    const { db } = await import("../db");
    const userId = await newPerson();
    const ago = (days: number): Date => new Date(Date.now() - days * 86_400_000);
    const old = await storeChat({ userId, question: "Old?", at: ago(31) });
    const pinned = await storeChat({ userId, question: "Pinned?", at: ago(31) });
    const young = await storeChat({ userId, question: "Young?", at: ago(29) });
    await db().chat.update({ where: { id: pinned }, data: { pinnedAt: ago(31) } });
    const waiting = await ask();
    await db().chat.update({ where: { id: waiting.chatId }, data: { updatedAt: ago(31) } });
    expect(await sweepOldChats()).toBe(1);
    const left = (await db().chat.findMany({ select: { id: true } })).map(({ id }) => id);
    expect(left.sort()).toEqual([pinned, young, waiting.chatId].sort());
    expect(left).not.toContain(old);
    const told = await db().audit.count({ where: { action: "chat-removed", subject: old } });
    expect(told).toBe(1);
  });
});
