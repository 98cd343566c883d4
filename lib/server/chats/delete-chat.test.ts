import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { newPerson, storeChat } from "@/tests/server/history";

withDatabase();

const notThere = { code: "not-found" };

describe("a deleted chat", () => {
  test("is not there under any address while it can still be brought back", async () => {
    const { deleteChat } = await import("./delete-chat");
    const { getChat } = await import("./get-chat");
    const { listChats } = await import("./list-chats");
    const { pinChat } = await import("./pin-chat");
    const { archiveChat } = await import("./archive-chat");
    const { renameChat } = await import("./rename-chat");
    const { searchChats } = await import("./search-chats");
    const { startTurn } = await import("../turns/start-turn");
    const { owned } = await import("../owner");
    const userId = await newPerson();
    const id = await storeChat({ userId, question: "Where is the fracture?" });
    expect((await searchChats(userId, "fracture")).hits).toHaveLength(1);
    await deleteChat(userId, id);
    expect((await listChats(userId)).chats).toEqual([]);
    expect((await searchChats(userId, "fracture")).hits).toEqual([]);
    const input = {
      messageId: randomUUID(),
      text: "?",
      imageIds: [],
      audience: "patient" as const,
    };
    for (const attempt of [
      () => getChat(userId, id),
      () => renameChat(userId, id, { title: "x" }),
      () => pinChat(userId, id, true),
      () => archiveChat(userId, id, true),
      () => deleteChat(userId, id),
      () => startTurn({ userId, chatId: id, input }),
      () => owned("chat", { id }, userId),
    ]) {
      await expect(attempt()).rejects.toMatchObject(notThere);
    }
  });

  test("comes back whole within its time, and not for somebody else", async () => {
    const { deleteChat } = await import("./delete-chat");
    const { restoreChat } = await import("./restore-chat");
    const { getChat } = await import("./get-chat");
    const { sweepDeleted } = await import("./sweep-deleted");
    const userId = await newPerson();
    const id = await storeChat({ userId, question: "Where is it?" });
    await deleteChat(userId, id);
    await sweepDeleted();
    await expect(restoreChat(await newPerson(), id)).rejects.toMatchObject(notThere);
    await restoreChat(userId, id);
    expect((await getChat(userId, id)).messages).toHaveLength(2);
    await sweepDeleted(0);
    expect((await getChat(userId, id)).messages).toHaveLength(2);
  });

  test("can't be brought back after its time, whoever swept or did not", async () => {
    const { db } = await import("../db");
    const { deleteChat } = await import("./delete-chat");
    const { restoreChat } = await import("./restore-chat");
    const { sweepDeleted } = await import("./sweep-deleted");
    const userId = await newPerson();
    const id = await storeChat({ userId, question: "Where is it?" });
    await deleteChat(userId, id);
    const late = new Date(Date.now() - 13_000);
    await db().chat.update({ where: { id }, data: { deletedAt: late } });
    await expect(restoreChat(userId, id)).rejects.toMatchObject(notThere);
    expect(await sweepDeleted()).toBe(1);
    expect(await db().chat.findUnique({ where: { id } })).toBeNull();
    expect(await db().message.count({ where: { chatId: id } })).toBe(0);
    expect(await db().chatSearch.count({ where: { chatId: id } })).toBe(0);
  });

  test("hides its picture, unless another chat shows it", async () => {
    const { db } = await import("../db");
    const { deleteChat } = await import("./delete-chat");
    const { restoreChat } = await import("./restore-chat");
    const { owned } = await import("../owner");
    const userId = await newPerson();
    const [first, second] = [
      await storeChat({ userId, question: "One?" }),
      await storeChat({ userId, question: "Two?" }),
    ];
    const image = await db().image.create({
      data: {
        ...{ userId, sha256: "0".repeat(64), name: "a", width: 1, height: 1, bytes: 1 },
        ...{ origin: "PNG", notes: [] },
      },
    });
    for (const chatId of [first, second]) {
      const question = await db().message.findFirstOrThrow({ where: { chatId, role: "user" } });
      await db().messageImage.create({ data: { messageId: question.id, imageId: image.id } });
    }
    await deleteChat(userId, first);
    await owned("image", { id: image.id }, userId);
    await deleteChat(userId, second);
    await expect(owned("image", { id: image.id }, userId)).rejects.toMatchObject(notThere);
    await restoreChat(userId, second);
    await owned("image", { id: image.id }, userId);
  });
});

describe("an answer under way", () => {
  test("goes on while its chat can be brought back, and is there afterwards", async () => {
    const { ask, run, storedAnswer } = await import("@/tests/server/turns");
    const { deleteChat } = await import("./delete-chat");
    const { restoreChat } = await import("./restore-chat");
    const { owned } = await import("../owner");
    const { userId, chatId, turnId } = await ask();
    await deleteChat(userId, chatId);
    await expect(owned("turn", { id: turnId }, userId)).rejects.toMatchObject(notThere);
    await run(turnId, 1);
    await restoreChat(userId, chatId);
    expect((await storedAnswer(userId, chatId)).text).toContain("word59");
  });
});
