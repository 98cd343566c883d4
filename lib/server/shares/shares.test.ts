import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { type MadeLink, MOST_LINKS } from "@/lib/contracts/share";
import { withDatabase } from "@/tests/server/database";
import { type Film, goOn, storeFilm } from "@/tests/server/film";
import { newPerson } from "@/tests/server/history";

withDatabase();

const nowhere = { code: "not-found", person: expect.stringContaining("leads nowhere") };

async function shared(pictures = true) {
  const { makeLink } = await import("./make-link");
  const userId = await newPerson();
  const film = await storeFilm(userId);
  const input = { leafId: film.answerId, pictures, days: 7 as const };
  const link: MadeLink = await makeLink(userId, film.chatId, input);
  return { userId, film, link, input, makeLink };
}

const idsOf = (film: Film): string[] => [
  ...[film.chatId, film.imageId, film.questionId, film.answerId, film.turnId, film.sha256],
];

describe("a link to a chat", () => {
  test("shows the branch and its picture to whoever has it", async () => {
    const { openLink, openLinkPicture } = await import("./open-link");
    const { imageFile } = await import("../images/files");
    const { film, link } = await shared();
    const chat = await openLink(link.token);
    expect(chat).toMatchObject({ title: "A film", pictures: true });
    expect(chat.messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
    const text = JSON.stringify(chat);
    expect(text).toContain("The **outlined** area [1]");
    expect(await openLinkPicture(link.token, 1)).toEqual(await readFile(imageFile(film.sha256)));
    await expect(openLinkPicture(link.token, 2)).rejects.toMatchObject(nowhere);
  });

  test("tells no id of the owner's, no file's name, no turn, no time and nothing withheld", async () => {
    const { openLink } = await import("./open-link");
    const { userId, film, link } = await shared();
    const chat = await openLink(link.token);
    const text = JSON.stringify({ ...chat, expiresAt: "" });
    const words = ["Jane Doe", "call-secret", "withheld words", "providerMetadata", "createdAt"];
    for (const secret of [userId, link.id, link.token, ...idsOf(film), ...words])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/);
  });

  test("without pictures gives none, and says how many there are", async () => {
    const { openLink, openLinkPicture } = await import("./open-link");
    const { link } = await shared(false);
    const chat = await openLink(link.token);
    expect(chat.pictures).toBe(false);
    expect(chat.messages[0]?.parts[0]).toMatchObject({ data: { imageId: "1", name: "Picture 1" } });
    await expect(openLinkPicture(link.token, 1)).rejects.toMatchObject(nowhere);
  });

  test("does not grow: what is asked afterwards, and its picture, are not shown", async () => {
    const { openLink, openLinkPicture } = await import("./open-link");
    const { userId, film, link, input, makeLink } = await shared();
    const later = await goOn(userId, film, "A later question");
    expect((await openLink(link.token)).messages).toHaveLength(2);
    await expect(openLinkPicture(link.token, 2)).rejects.toMatchObject(nowhere);
    // A link of now shows both, whether it names the answer or the branch that is shown.
    for (const leafId of [later.answerId, undefined]) {
      const whole = await makeLink(userId, film.chatId, { ...input, leafId });
      expect((await openLink(whole.token)).messages).toHaveLength(4);
      expect(await openLinkPicture(whole.token, 2)).toBeInstanceOf(Buffer);
    }
  });

  test("is kept as a hash, so who reads the table can't use it", async () => {
    const { db } = await import("../db");
    const { link } = await shared();
    expect(link.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const row = await db().share.findUniqueOrThrow({ where: { id: link.id } });
    expect(JSON.stringify(row)).not.toContain(link.token);
    const { openLink } = await import("./open-link");
    await expect(openLink(row.tokenHash)).rejects.toMatchObject(nowhere);
  });
});

describe("a link leads nowhere, and looks like one that never was,", () => {
  const refusal = async (token: string) => {
    const { openLink } = await import("./open-link");
    const { toAppError } = await import("../errors");
    const error = await openLink(token).then(
      () => new Error("it opened"),
      (thrown: unknown) => thrown,
    );
    const { code, status, person, retryAfterSeconds } = toAppError(error);
    return JSON.stringify({ code, status, person, retryAfterSeconds });
  };
  const unknown = () => refusal("x".repeat(43));

  test("once it is taken back, by its owner alone", async () => {
    const { revokeLink } = await import("./revoke-link");
    const { openLink } = await import("./open-link");
    const { userId, link } = await shared();
    await expect(revokeLink(await newPerson(), link.id)).rejects.toMatchObject({
      code: "not-found",
    });
    await openLink(link.token);
    await revokeLink(userId, link.id);
    expect(await refusal(link.token)).toBe(await unknown());
  });

  test("once it has ended, before anybody swept and afterwards", async () => {
    const { db } = await import("../db");
    const { sweepLinks } = await import("./revoke-link");
    const { link } = await shared();
    await db().share.update({
      where: { id: link.id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await refusal(link.token)).toBe(await unknown());
    expect(await sweepLinks()).toBeGreaterThan(0);
    expect(await db().share.count({ where: { id: link.id } })).toBe(0);
  });

  test("while its chat is deleted, and for good when the chat is gone", async () => {
    const { db } = await import("../db");
    const { deleteChat } = await import("../chats/delete-chat");
    const { restoreChat } = await import("../chats/restore-chat");
    const { sweepDeleted } = await import("../chats/sweep-deleted");
    const { listLinks } = await import("./list-links");
    const { openLink } = await import("./open-link");
    const { userId, film, link } = await shared();
    await deleteChat(userId, film.chatId);
    expect(await refusal(link.token)).toBe(await unknown());
    expect(await listLinks(userId)).toEqual([]);
    await restoreChat(userId, film.chatId);
    await openLink(link.token);
    await deleteChat(userId, film.chatId);
    await sweepDeleted(0);
    expect(await refusal(link.token)).toBe(await unknown());
    expect(await db().share.count({ where: { id: link.id } })).toBe(0);
  });

  test("where its token is no token at all", async () => {
    expect(await refusal("../../etc/passwd")).toBe(await unknown());
  });
});

describe("the owner", () => {
  test("sees the links that lead somewhere, without their tokens", async () => {
    const { listLinks } = await import("./list-links");
    const { userId, film, link } = await shared();
    const listed = await listLinks(userId, film.chatId);
    expect(listed).toEqual(await listLinks(userId));
    expect(listed).toMatchObject([{ id: link.id, chatTitle: "A film", pictures: true }]);
    expect(JSON.stringify(listed)).not.toContain(link.token);
    expect(await listLinks(await newPerson(), film.chatId)).toEqual([]);
  });

  test("has at most ten live links into one chat", async () => {
    const { revokeLink } = await import("./revoke-link");
    const { userId, film, link, input, makeLink } = await shared();
    for (let n = 1; n < MOST_LINKS; n += 1) await makeLink(userId, film.chatId, input);
    await expect(makeLink(userId, film.chatId, input)).rejects.toMatchObject({
      code: "too-many-links",
    });
    await revokeLink(userId, link.id);
    await makeLink(userId, film.chatId, input);
  });

  test("can't share somebody else's chat, a question, or another chat's answer", async () => {
    const { userId, film, input, makeLink } = await shared();
    const other = await storeFilm(userId);
    const notThere = { code: "not-found" };
    await expect(makeLink(await newPerson(), film.chatId, input)).rejects.toMatchObject(notThere);
    for (const leafId of [film.questionId, other.answerId])
      await expect(makeLink(userId, film.chatId, { ...input, leafId })).rejects.toMatchObject(
        notThere,
      );
  });

  test("can't share while an answer is being written", async () => {
    const { ask, storedAnswer } = await import("@/tests/server/turns");
    const { makeLink } = await import("./make-link");
    const { db } = await import("../db");
    const { userId, chatId } = await ask();
    expect((await storedAnswer(userId, chatId)).text).toBe("");
    const { leafId } = await db().chat.findUniqueOrThrow({ where: { id: chatId } });
    await expect(
      makeLink(userId, chatId, { leafId: leafId ?? "", pictures: true, days: 1 }),
    ).rejects.toMatchObject({ code: "turn-running" });
  });

  test("leaves a trace: who made and took back which link", async () => {
    const { db } = await import("../db");
    const { revokeLink } = await import("./revoke-link");
    const { userId, link } = await shared();
    await revokeLink(userId, link.id);
    const rows = await db().audit.findMany({ where: { subject: link.id }, orderBy: { at: "asc" } });
    expect(rows.map(({ action }) => action)).toEqual(["share-made", "share-revoked"]);
    expect(JSON.stringify(rows)).not.toContain(link.token);
  });

  test("keeps the links when a guest's chats move to an account", async () => {
    const { db } = await import("../db");
    const { moveGuest } = await import("../users/move-guest");
    const { openLink } = await import("./open-link");
    const { userId, link } = await shared();
    const account = await db().user.create({ data: { email: `${link.id}@example.org` } });
    await moveGuest(userId, account.id);
    expect((await openLink(link.token)).messages).toHaveLength(2);
  });
});
