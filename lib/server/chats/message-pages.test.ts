import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { newPerson } from "@/tests/server/history";

withDatabase();

async function storeLongChat(options: { userId: string; messages: number }) {
  const long = await import("@/scripts/history/long-chat");
  return await long.storeLongChat(options);
}

describe("a long chat", () => {
  test("is read in pages that join without a gap or a message twice", async () => {
    const { getChat, getMessages, MESSAGE_PAGE } = await import("./get-chat");
    const userId = await newPerson();
    const { chatId, branch } = await storeLongChat({ userId, messages: 2 * MESSAGE_PAGE + 10 });
    const newest = await getChat(userId, chatId, {});
    expect(newest.messages).toHaveLength(MESSAGE_PAGE);
    const ids = newest.messages.map(({ id }) => id);
    for (let upTo = newest.before; upTo !== null; ) {
      const page = await getMessages(userId, chatId, upTo);
      ids.unshift(...page.messages.map(({ id }) => id));
      upTo = page.before;
    }
    expect(ids).toEqual(branch);
    const whole = await getChat(userId, chatId);
    expect([whole.messages.length, whole.before]).toEqual([branch.length, null]);
  });

  test("is read as far back as a message that is wanted", async () => {
    const { getChat } = await import("./get-chat");
    const userId = await newPerson();
    const { chatId, branch } = await storeLongChat({ userId, messages: 100 });
    const through = await getChat(userId, chatId, { through: branch[3] });
    expect(through.messages[0]?.id).toBe(branch[3]);
    expect(through.before).toBe(branch[2]);
    const nowhere = await getChat(userId, chatId, { through: randomUUID() });
    expect(nowhere.messages).toHaveLength(60);
  });

  test("opens its pages to nobody else, and to no message of another chat", async () => {
    const { getMessages } = await import("./get-chat");
    const [userId, stranger] = [await newPerson(), await newPerson()];
    const one = await storeLongChat({ userId, messages: 4 });
    const other = await storeLongChat({ userId, messages: 4 });
    const missing = { code: "not-found" };
    const id = one.branch[1] ?? "";
    await expect(getMessages(stranger, one.chatId, id)).rejects.toMatchObject(missing);
    await expect(getMessages(userId, other.chatId, id)).rejects.toMatchObject(missing);
  });

  test("is entered where the words of a search stand, the shown branch first", async () => {
    const { db } = await import("../db");
    const { findMessage } = await import("./find-message");
    const userId = await newPerson();
    const { chatId, branch } = await storeLongChat({ userId, messages: 80 });
    const write = (id: string, text: string) =>
      db().message.update({ where: { id }, data: { parts: [{ type: "text", text }] } });
    await write(branch[10] ?? "", "A quagga crossed the river.");
    await write(branch[20] ?? "", "The rivers are full.");
    expect(await findMessage(userId, chatId, "quagga river")).toEqual({
      ...{ messageId: branch[10], shown: true },
    });
    expect((await findMessage(userId, chatId, "full riv")).messageId).toBe(branch[20]);
    expect((await findMessage(userId, chatId, "zebra")).messageId).toBeNull();
    const aside = randomUUID();
    await db().message.create({
      data: {
        ...{ id: aside, chatId, parentId: branch[5] ?? null, role: "user", metadata: {} },
        parts: [{ type: "text", text: "A zebra and a quagga crossed the river." }],
      },
    });
    expect(await findMessage(userId, chatId, "zebra")).toEqual({ messageId: aside, shown: false });
    expect((await findMessage(userId, chatId, "quagga river")).messageId).toBe(branch[10]);
    await expect(findMessage(await newPerson(), chatId, "zebra")).rejects.toMatchObject({
      code: "not-found",
    });
  });
});
