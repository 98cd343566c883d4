import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { alive, exported, newAccount, PASSWORD } from "@/tests/server/account";
import { withDatabase } from "@/tests/server/database";
import { type Film, newPicture, storeFilm } from "@/tests/server/film";

withDatabase();

const input = { password: PASSWORD, words: "delete my account" as const };

/** Everything that names a film: none of it may be left in a row. */
const idsOf = (film: Film): string[] => [
  ...[film.chatId, film.imageId, film.questionId, film.answerId, film.sha256],
];

describe("a deleted account", () => {
  test("leaves no row and no file, and the audit forgets whose it was", async () => {
    const { db } = await import("../db");
    const { lookForLeft } = await import("./rows-left");
    const { requestDeletion } = await import("./request-deletion");
    const { readDeletion } = await import("./read-deletion");
    const { runNextJob } = await import("./run-jobs");
    const { makeLink } = await import("../shares/make-link");
    const { storeCanonical } = await import("../images/store-image");
    const { imageFile, sha256Of } = await import("../images/files");
    const { takeFromSharedLimit } = await import("../shared-limit");
    const user = await newAccount();
    const films = [await storeFilm(user.id), await storeFilm(user.id), await storeFilm(user.id)];
    const png = await newPicture();
    const loose = { png, width: 40, height: 30, origin: "PNG", notes: [] };
    await storeCanonical(user.id, "never asked about.png", loose);
    const [first] = films;
    if (first === undefined) throw new Error("no film");
    const leaf = { leafId: first.answerId, pictures: true, days: 1 } as const;
    const link = await makeLink(user.id, first.chatId, leaf);
    const { file, id: exportId } = await exported(user);
    await takeFromSharedLimit(`question:${user.id}`, { max: 9, windowMs: 60_000 });
    // A picture that another account has too stays, for that account.
    const other = await newAccount();
    const shared = await readFile(imageFile(first.sha256));
    await storeCanonical(other.id, "mine too.png", { ...loose, png: shared });

    const words = [user.id, user.email, link.id, exportId, ...films.flatMap(idsOf)].filter(
      (word) => word !== first.sha256,
    );
    const before = await lookForLeft(words);
    expect(Object.keys(before.rows).length).toBeGreaterThan(8);

    const { token } = await requestDeletion(user, input, null);
    expect(await readDeletion(token)).toMatchObject({ state: "queued", done: 0, total: 5 });
    expect(await runNextJob(alive)).toBe(true);
    expect(await readDeletion(token)).toMatchObject({
      ...{ state: "done", done: 5, total: 5, error: null },
      report: { chats: 3, pictures: 4, left: 0 },
    });
    const after = await lookForLeft(words);
    expect(after.rows).toEqual({});
    expect(after.files).toEqual([]);
    expect(existsSync(file)).toBe(false);
    for (const { sha256 } of films.slice(1)) expect(existsSync(imageFile(sha256))).toBe(false);
    expect(existsSync(imageFile(sha256Of(png)))).toBe(false);
    expect(existsSync(imageFile(first.sha256))).toBe(true);

    expect(await db().audit.count({ where: { userId: user.id } })).toBe(0);
    const last = await db().audit.findFirstOrThrow({
      where: { action: "account-deleted", subject: user.id },
    });
    expect(last).toMatchObject({ userId: null, detail: { chats: 3, pictures: 4 } });
    const kept = JSON.stringify(await db().audit.findMany());
    for (const content of [user.email, "Jane Doe", "A film", link.token])
      expect(kept).not.toContain(content);
  });

  test("is out at once: signed out, its links dead, its e-mail free", async () => {
    const { db } = await import("../db");
    const { requestDeletion } = await import("./request-deletion");
    const { runNextJob } = await import("./run-jobs");
    const { checkPassword } = await import("../users/password");
    const { makeLink } = await import("../shares/make-link");
    const { openLink } = await import("../shares/open-link");
    const user = await newAccount();
    const film = await storeFilm(user.id);
    const leaf = { leafId: film.answerId, pictures: true, days: 1 } as const;
    const { token } = await makeLink(user.id, film.chatId, leaf);
    await requestDeletion(user, input, null);
    // No worker has come yet.
    expect(await db().session.count({ where: { userId: user.id } })).toBe(0);
    expect(await checkPassword(user.email, PASSWORD)).toBeNull();
    await expect(openLink(token)).rejects.toMatchObject({ code: "not-found" });
    await db().user.create({ data: { email: user.email } });
    await runNextJob(alive);
  });

  test("stays whole where the password is wrong", async () => {
    const { db } = await import("../db");
    const { requestDeletion } = await import("./request-deletion");
    const user = await newAccount();
    await storeFilm(user.id);
    await expect(
      requestDeletion(user, { ...input, password: "some other words" }, null),
    ).rejects.toMatchObject({ code: "wrong-credentials" });
    expect(await db().accountJob.count({ where: { userId: user.id } })).toBe(0);
    expect(await db().chat.count({ where: { userId: user.id } })).toBe(1);
    expect(await db().session.count({ where: { userId: user.id } })).toBe(1);
  });

  test("without a password goes where its browser signed in just now", async () => {
    const { db } = await import("../db");
    const { requestDeletion } = await import("./request-deletion");
    const { runNextJob } = await import("./run-jobs");
    const user = await newAccount();
    await db().user.update({ where: { id: user.id }, data: { passwordHash: null } });
    const words = input.words;
    const { sessionToken } = await db().session.findFirstOrThrow({ where: { userId: user.id } });
    const long = new Date(Date.now() - 11 * 60_000);
    await db().session.update({ where: { sessionToken }, data: { createdAt: long } });
    await expect(requestDeletion(user, { words }, sessionToken)).rejects.toMatchObject({
      code: "wrong-credentials",
    });
    await db().session.update({ where: { sessionToken }, data: { createdAt: new Date() } });
    await expect(requestDeletion(user, { words }, null)).rejects.toMatchObject({
      code: "wrong-credentials",
    });
    await requestDeletion(user, { words }, sessionToken);
    await runNextJob(alive);
    expect(await db().user.count({ where: { id: user.id } })).toBe(0);
  });

  test("is deleted to the end though its worker dies in the middle", async () => {
    const { db } = await import("../db");
    const { requestDeletion } = await import("./request-deletion");
    const { readDeletion } = await import("./read-deletion");
    const { claimJob, holdJob } = await import("./hold-job");
    const { deleteAccount } = await import("./delete-account");
    const { runNextJob } = await import("./run-jobs");
    const user = await newAccount();
    for (let n = 0; n < 4; n += 1) await storeFilm(user.id);
    const { token } = await requestDeletion(user, input, null);
    const claimed = await claimJob();
    if (claimed === null) throw new Error("the job was not taken");
    const held = holdJob(claimed, alive);
    let told = 0;
    const dying = {
      ...held,
      tell: async (done: number, total: number) => {
        await held.tell(done, total);
        told += 1;
        if (told === 2) throw new Error("killed");
      },
    };
    await expect(deleteAccount(dying)).rejects.toThrow("killed");
    held.release();
    expect(await db().chat.count({ where: { userId: user.id } })).toBe(2);
    const silent = new Date(Date.now() - 60_000);
    await db().accountJob.update({ where: { id: claimed.id }, data: { heartbeatAt: silent } });
    await runNextJob(alive);
    expect(await readDeletion(token)).toMatchObject({
      ...{ state: "done", report: { chats: 4, pictures: 4, left: 0 } },
    });
    expect(await db().user.count({ where: { id: user.id } })).toBe(0);
  });

  test("is found out about with its token alone", async () => {
    const { readDeletion } = await import("./read-deletion");
    for (const token of ["x".repeat(43), "no token"])
      await expect(readDeletion(token)).rejects.toMatchObject({ code: "not-found" });
  });
});
