import { existsSync, readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { accountExportSchema, chatExportSchema } from "@/lib/contracts/export";
import { alive, exported, newAccount } from "@/tests/server/account";
import { withDatabase } from "@/tests/server/database";
import { goOn, storeFilm } from "@/tests/server/film";
import { unzip } from "@/tests/server/unzip";

withDatabase();

describe("an export of everything", () => {
  test("holds every chat with every version, every picture and the account, and no password", async () => {
    const { imageFile } = await import("../images/files");
    const user = await newAccount();
    const film = await storeFilm(user.id, '../A film/of "mine"');
    await goOn(user.id, film, "A later question");
    await goOn(user.id, film, "Another version of it");
    const second = await storeFilm(user.id, "A film");
    const stranger = await storeFilm((await newAccount()).id, "Somebody else's");
    const { job, file } = await exported(user);
    expect(job).toMatchObject({ state: "done", done: 10, total: 10, error: null });
    const bytes = await readFile(file);
    expect(job?.bytes).toBe(bytes.length);
    const files = await unzip(bytes);
    const names = [...files.keys()];
    expect(names.filter((name) => name.includes(".."))).toEqual([]);
    const told = accountExportSchema.parse(JSON.parse(String(files.get("account.json"))));
    expect(told.email).toBe(user.email);
    expect(told.sessions).toHaveLength(1);
    expect(told.chats).toHaveLength(2);
    const chat = chatExportSchema.parse(JSON.parse(String(files.get(told.chats[0]?.json ?? ""))));
    expect(chat.messages).toHaveLength(6);
    expect(chat.shown).toHaveLength(4);
    expect(String(files.get(told.chats[0]?.markdown ?? ""))).toContain("Another version of it");
    for (const sha256 of [film.sha256, second.sha256]) {
      const png = files.get(`pictures/${sha256.slice(0, 24)}.png`);
      expect(png).toEqual(await readFile(imageFile(sha256)));
    }
    for (const picture of chat.pictures) expect(names).toContain(picture.file?.replace("../", ""));
    const all = [...files.values()].map(String).join("\n");
    expect(all).not.toContain("argon2");
    expect(all).not.toContain("withheld words");
    expect(names).not.toContain(`pictures/${stranger.sha256.slice(0, 24)}.png`);
    expect(all).not.toContain("Somebody else's");
  });

  test("is its owner's alone, and goes when its time is over", async () => {
    const { sendExport } = await import("./send-export");
    const { sweepJobs } = await import("./sweep-jobs");
    const { removeExportFiles } = await import("./export-files");
    const { owned } = await import("../owner");
    const user = await newAccount();
    const { id, file } = await exported(user);
    const sent = await sendExport(user.id, id);
    expect(Buffer.from(await sent.arrayBuffer())).toEqual(await readFile(file));
    const other = await newAccount();
    await expect(sendExport(other.id, id)).rejects.toMatchObject({ code: "not-found" });
    await expect(owned("export", { id }, other.id)).rejects.toMatchObject({ code: "not-found" });
    await sweepJobs(removeExportFiles);
    expect(existsSync(file)).toBe(true);
    await sweepJobs(removeExportFiles, new Date(Date.now() + 86_500_000));
    expect(existsSync(file)).toBe(false);
    await expect(sendExport(user.id, id)).rejects.toMatchObject({ code: "not-found" });
  });

  test("is one at a time, and the next takes the place of the last", async () => {
    const { requestExport, listExports, removeExport } = await import("./request-export");
    const { runNextJob } = await import("./run-jobs");
    const user = await newAccount();
    const first = await exported(user);
    await requestExport(user);
    await expect(requestExport(user)).rejects.toMatchObject({ code: "job-running" });
    expect(existsSync(first.file)).toBe(false);
    await runNextJob(alive);
    const [job, ...rest] = await listExports(user.id);
    expect(rest).toEqual([]);
    await expect(removeExport((await newAccount()).id, job?.id ?? "")).rejects.toMatchObject({
      code: "not-found",
    });
    await removeExport(user.id, job?.id ?? "");
    expect(await listExports(user.id)).toEqual([]);
  });

  test("is written by another worker when the first dies, which then can't spoil it", async () => {
    const { db } = await import("../db");
    const { requestExport, listExports } = await import("./request-export");
    const { claimJob, holdJob, JobLost } = await import("./hold-job");
    const { writeExport } = await import("./write-export");
    const { runNextJob } = await import("./run-jobs");
    const { exportFile, exportsFolder, halfFile } = await import("./export-files");
    const user = await newAccount();
    await storeFilm(user.id);
    const { id } = await requestExport(user);
    const claimed = await claimJob();
    if (claimed?.id !== id) throw new Error("the job was not taken");
    await writeFile(halfFile(id, claimed.lease), "half of it");
    // It still tells of itself, so nobody takes it.
    expect(await runNextJob(alive)).toBe(false);
    const silent = new Date(Date.now() - 60_000);
    await db().accountJob.update({ where: { id }, data: { heartbeatAt: silent } });
    expect(await runNextJob(alive)).toBe(true);
    expect((await listExports(user.id))[0]).toMatchObject({ id, state: "done" });
    const whole = await readFile(exportFile(id));
    expect((await unzip(whole)).size).toBe(5);
    const late = holdJob(claimed, alive);
    await expect(writeExport(late)).rejects.toBeInstanceOf(JobLost);
    late.release();
    expect(await readFile(exportFile(id))).toEqual(whole);
    expect(readdirSync(exportsFolder()).filter((name) => name.includes(id))).toEqual([`${id}.zip`]);
  });

  test("is given back at once by a worker that ends, and up after five that died", async () => {
    const { db } = await import("../db");
    const { requestExport, listExports } = await import("./request-export");
    const { runNextJob } = await import("./run-jobs");
    const user = await newAccount();
    const { id } = await requestExport(user);
    await runNextJob(AbortSignal.abort());
    expect((await listExports(user.id))[0]?.state).toBe("queued");
    await db().accountJob.update({ where: { id }, data: { lease: 5 } });
    await runNextJob(alive);
    expect((await listExports(user.id))[0]).toMatchObject({
      ...{ state: "failed", error: "The export could not be written. Ask for another." },
    });
  });

  test("is taken by one worker, however many look at once", async () => {
    const { db } = await import("../db");
    const { requestExport } = await import("./request-export");
    const { claimJob } = await import("./hold-job");
    const ids = new Set<string>();
    for (let n = 0; n < 4; n += 1) ids.add((await requestExport(await newAccount())).id);
    const taken = await Promise.all(Array.from({ length: 12 }, () => claimJob()));
    const got = taken.flatMap((job) => job?.id ?? []);
    expect(new Set(got)).toEqual(ids);
    expect(got).toHaveLength(4);
    await db().accountJob.deleteMany({ where: { id: { in: got } } });
  });

  test("tells a guest to make an account first", async () => {
    const { requestExport } = await import("./request-export");
    const guest = { id: crypto.randomUUID(), email: null };
    await expect(requestExport(guest)).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
