import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { answerOf, ground, newPerson, storeChat } from "@/tests/server/history";

withDatabase();

const shown = (pieces: { text: string; hit: boolean }[]): string =>
  pieces.map(({ text, hit }) => (hit ? `<${text}>` : text)).join("");

describe("the list", () => {
  test("gives every chat once, newest first, page by page, also of the same moment", async () => {
    const { db } = await import("../db");
    const { listChats, PAGE } = await import("./list-chats");
    const userId = await newPerson();
    const updatedAt = new Date();
    const made = Array.from({ length: PAGE + 7 }, () => randomUUID());
    await db().chat.createMany({
      data: made.map((id) => ({ id, userId, title: id, updatedAt })),
    });
    const first = await listChats(userId);
    expect(first.chats).toHaveLength(PAGE);
    const second = await listChats(userId, { after: first.next ?? "" });
    expect(second.next).toBeNull();
    const ids = [...first.chats, ...second.chats].map(({ id }) => id);
    expect(ids.toSorted()).toEqual(made.toSorted());
  });

  test("has pinned chats apart and archived ones in their own list", async () => {
    const { listChats } = await import("./list-chats");
    const { pinChat } = await import("./pin-chat");
    const { archiveChat } = await import("./archive-chat");
    const userId = await newPerson();
    const [a, b, c] = [
      await storeChat({ userId, question: "a" }),
      await storeChat({ userId, question: "b" }),
      await storeChat({ userId, question: "c" }),
    ];
    await pinChat(userId, a, true);
    await archiveChat(userId, b, true);
    const page = await listChats(userId);
    expect(page.pinned.map(({ id }) => id)).toEqual([a]);
    expect(page.chats.map(({ id }) => id)).toEqual([c]);
    const archive = await listChats(userId, { view: "archived" });
    expect(archive.chats.map(({ id }) => id)).toEqual([b]);
    await archiveChat(userId, b, false);
    await pinChat(userId, a, false);
    expect((await listChats(userId)).chats).toHaveLength(3);
  });

  test("has no chat of somebody else, and nobody else can pin or archive one", async () => {
    const { listChats } = await import("./list-chats");
    const { pinChat } = await import("./pin-chat");
    const { archiveChat } = await import("./archive-chat");
    const id = await storeChat({ userId: await newPerson(), question: "mine" });
    const stranger = await newPerson();
    expect((await listChats(stranger)).chats).toEqual([]);
    await expect(pinChat(stranger, id, true)).rejects.toMatchObject({ code: "not-found" });
    await expect(archiveChat(stranger, id, true)).rejects.toMatchObject({ code: "not-found" });
  });

  test("lets fifty be pinned and says what to do about one more", async () => {
    const { db } = await import("../db");
    const { MOST_PINNED, pinChat } = await import("./pin-chat");
    const userId = await newPerson();
    const pinnedAt = new Date();
    await db().chat.createMany({
      data: Array.from({ length: MOST_PINNED }, () => ({
        ...{ id: randomUUID(), userId, title: "Pinned", pinnedAt },
      })),
    });
    const more = await storeChat({ userId, question: "one more" });
    await expect(pinChat(userId, more, true)).rejects.toMatchObject({
      code: "too-many-pinned",
      person: expect.stringContaining("Unpin one first"),
    });
  });
});

describe("the search", () => {
  test("finds words of questions, answers, findings and titles, whatever their form", async () => {
    const { searchChats } = await import("./search-chats");
    const userId = await newPerson();
    const answer = answerOf(
      "[note:nothing] The *shadow* [1] is small. [card:glioma]",
      ground("lung opacity", "found"),
    );
    const id = await storeChat({
      userId,
      question: "What are these studies?",
      answer,
      title: "Film of May",
    });
    await storeChat({ userId, question: "Is the skin mark round?" });
    for (const words of [
      "study",
      "shadows",
      "opacities",
      "opacit",
      "film ma",
      "glioma",
      "chest shadow",
    ]) {
      expect(
        (await searchChats(userId, words)).hits.map((hit) => hit.id),
        words,
      ).toEqual([id]);
    }
    expect((await searchChats(userId, "shadow skin")).hits).toEqual([]);
    expect((await searchChats(await newPerson(), "shadow")).hits).toEqual([]);
  });

  test("marks the words in the title and in the place where they stand", async () => {
    const { searchChats } = await import("./search-chats");
    const userId = await newPerson();
    const answer = answerOf("It is here.", ground("lung opacity", "found"));
    await storeChat({ userId, question: "Lungs?", answer, title: "Both lungs" });
    const [hit] = (await searchChats(userId, "lung opac")).hits;
    expect(shown(hit?.title ?? [])).toBe("Both <lungs>");
    expect(shown(hit?.snippet ?? [])).toBe("chest X-ray: marked <lung> <opacity> (upper left)");
  });

  test("puts a title before a finding and a finding before a word", async () => {
    const { searchChats } = await import("./search-chats");
    const userId = await newPerson();
    const word = await storeChat({ userId, question: "Is that an effusion there?", title: "One" });
    const answer = answerOf("Here.", ground("effusion", "nothing"));
    const finding = await storeChat({ userId, question: "So?", answer, title: "Two" });
    const title = await storeChat({ userId, question: "So?", title: "Effusion" });
    const { hits } = await searchChats(userId, "effusion");
    expect(hits.map(({ id }) => id)).toEqual([title, finding, word]);
  });

  test("follows a new title and forgets the old one, and takes any characters", async () => {
    const { searchChats } = await import("./search-chats");
    const { renameChat } = await import("./rename-chat");
    const userId = await newPerson();
    const id = await storeChat({ userId, question: "So?", title: "Wrist" });
    await renameChat(userId, id, { title: "Ankle" });
    expect((await searchChats(userId, "wrist")).hits).toEqual([]);
    expect((await searchChats(userId, "ankle")).hits).toHaveLength(1);
    for (const words of ["' & | ! :*", "\\'", "!!", "a:b & (c", "0.5%", "日本", "the"]) {
      await searchChats(userId, words);
    }
  });

  test("lists at most twenty and says that there are more", async () => {
    const { searchChats } = await import("./search-chats");
    const userId = await newPerson();
    for (let n = 0; n < 21; n += 1) await storeChat({ userId, question: "A nodule" });
    const { hits, more } = await searchChats(userId, "nodule");
    expect(hits).toHaveLength(20);
    expect(more).toBe(true);
  });

  test("finds chats that were written before there was one", async () => {
    const { db } = await import("../db");
    const { indexMissing } = await import("./index-missing");
    const { searchChats } = await import("./search-chats");
    const userId = await newPerson();
    const id = await storeChat({ userId, question: "An old nodule" });
    await db().chatSearch.delete({ where: { chatId: id } });
    expect((await searchChats(userId, "nodule")).hits).toEqual([]);
    expect(await indexMissing()).toBeGreaterThan(0);
    expect((await searchChats(userId, "nodule")).hits).toHaveLength(1);
  });
});

describe("a title", () => {
  test("that the person wrote stays; one of code's comes from the first exchange", async () => {
    const { db } = await import("../db");
    const { nameChat } = await import("./name-chat");
    const { renameChat } = await import("./rename-chat");
    const { getChat } = await import("./get-chat");
    const userId = await newPerson();
    const answer = answerOf("Here.", ground("lung opacity", "found"));
    const chatId = await storeChat({ userId, question: "What is it?", answer });
    const { id: questionId } = await db().message.findFirstOrThrow({
      where: { chatId, role: "user" },
    });
    const name = () => db().$transaction((tx) => nameChat(tx, { chatId, questionId, answer }));
    await name();
    expect((await getChat(userId, chatId)).title).toBe("Chest X-ray: marked lung opacity");
    await renameChat(userId, chatId, { title: "Mine" });
    await name();
    expect((await getChat(userId, chatId)).title).toBe("Mine");
  });
});
