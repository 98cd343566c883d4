import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { alive, newAccount, PASSWORD } from "@/tests/server/account";
import { withDatabase } from "@/tests/server/database";
import { newPicture } from "@/tests/server/film";

withDatabase();
afterAll(async () => (await import("./decoders")).endDecoders());

const STORED = { width: 40, height: 30, origin: "PNG", notes: [] };

/** Runs tests/server/killed-child.ts, which kills itself. */
async function killed(point: string, userId: string, given: string): Promise<void> {
  const root = path.resolve(import.meta.dirname, "../../..");
  const script = path.join(root, "tests/server/killed-child.ts");
  const node = ["--conditions=react-server", "--import", "tsx", script, point, userId, given];
  const child = spawn(process.execPath, node, { cwd: root, env: process.env });
  let said = "";
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
  const [, signal] = await once(child, "exit");
  expect(signal, said).toBe("SIGKILL");
}

/** Lets the time pass in which a file may be on its way. */
async function sweepLater(): Promise<void> {
  const { db } = await import("../db");
  const { sweepLooseFiles } = await import("./loose-files");
  await db().looseFile.updateMany({ data: { due: new Date(0) } });
  await sweepLooseFiles();
}

async function onDisk(): Promise<string[]> {
  const { imageFiles } = await import("./files");
  const found: string[] = [];
  for await (const { sha256 } of imageFiles()) found.push(sha256);
  return found;
}

/** Files that no row names, and rows whose file is not there. */
async function unpaired(): Promise<{ files: string[]; rows: string[] }> {
  const { db } = await import("../db");
  const files = await onDisk();
  const rows = await db().image.findMany({ select: { sha256: true } });
  const named = new Set(rows.map(({ sha256 }) => sha256));
  return {
    files: files.filter((sha256) => !named.has(sha256)),
    rows: [...named].filter((sha256) => !files.includes(sha256)),
  };
}

async function store(userId: string) {
  const { storeCanonical } = await import("./store-image");
  const { imageFile, sha256Of } = await import("./files");
  const png = await newPicture();
  const { id } = await storeCanonical(userId, "", { png, ...STORED });
  return { id, png, sha256: sha256Of(png), file: imageFile(sha256Of(png)) };
}

describe("a process that is killed", () => {
  test.each(["before the file", "behind the file"])(
    "%s is in has stored nothing: no row now, and no file after the sweep",
    async (point) => {
      const { db } = await import("../db");
      const { id: userId } = await newAccount();
      const from = path.join(process.env.DATA_DIR ?? "", `${randomUUID()}.png`);
      await writeFile(from, await newPicture());
      await killed(point, userId, from);
      expect(await db().image.count({ where: { userId } })).toBe(0);
      expect((await unpaired()).files).toHaveLength(point === "behind the file" ? 1 : 0);
      await sweepLater();
      expect(await unpaired()).toEqual({ files: [], rows: [] });
    },
  );

  test("before the removal's commit has removed nothing, and behind it the file goes too", async () => {
    const { db } = await import("../db");
    const { id: userId } = await newAccount();
    const { id, file } = await store(userId);
    await killed("before the removal's commit", userId, id);
    await sweepLater();
    expect(await db().image.count({ where: { id } })).toBe(1);
    expect(existsSync(file)).toBe(true);
    await killed("behind the removal's commit", userId, id);
    expect(await db().image.count({ where: { id } })).toBe(0);
    await sweepLater();
    expect(existsSync(file)).toBe(false);
  });
});

describe("an upload under way", () => {
  test("while its account is deleted leaves no row and no file, whenever it comes", async () => {
    const { db } = await import("../db");
    const { requestDeletion } = await import("../jobs/request-deletion");
    const { runNextJob } = await import("../jobs/run-jobs");
    const { takeUpload } = await import("./take-upload");
    for (const ms of [0, 5, 15, 40, 100, 250]) {
      const user = await newAccount();
      const body = new Uint8Array(await newPicture());
      const request = new Request("http://x/", { method: "POST", body });
      const taking = Promise.allSettled([takeUpload({ userId: user.id, request })]);
      await sleep(ms);
      await requestDeletion(user, { password: PASSWORD, words: "delete my account" }, null);
      await runNextJob(alive);
      const [taken] = await taking;
      if (taken.status === "rejected")
        expect(taken.reason).toMatchObject({ code: "unauthenticated" });
      expect(await db().user.count({ where: { id: user.id } })).toBe(0);
      expect(await unpaired()).toEqual({ files: [], rows: [] });
    }
  });

  test("for somebody who was removed is refused in words, and keeps nothing", async () => {
    const { takeUpload } = await import("./take-upload");
    const request = new Request("http://x/", {
      method: "POST",
      body: new Uint8Array(await newPicture()),
    });
    await expect(takeUpload({ userId: randomUUID(), request })).rejects.toMatchObject({
      code: "unauthenticated",
      person: expect.stringContaining("nothing was kept"),
    });
    expect(await unpaired()).toEqual({ files: [], rows: [] });
  });

  test("while its guest signs in to an account moves there, with its file", async () => {
    const { db } = await import("../db");
    const { moveGuest } = await import("../users/move-guest");
    const { withNewFile } = await import("./loose-files");
    const { holdPerson } = await import("./quota");
    const { sha256Of, writeImageFile } = await import("./files");
    const account = await newAccount();
    const guest = await db().user.create({ data: { guest: true }, select: { id: true } });
    const png = await newPicture();
    const sha256 = sha256Of(png);
    let moving: Promise<void> | undefined;
    await withNewFile({
      sha256,
      work: async (tx, place) => {
        await holdPerson(tx, guest.id);
        const row = { name: "", bytes: png.length, ...STORED };
        await tx.image.create({ data: { userId: guest.id, sha256, ...row } });
        moving = moveGuest(guest.id, account.id);
        await sleep(300);
        await place(() => writeImageFile(sha256, png));
      },
    });
    await moving;
    expect(await db().image.count({ where: { userId: account.id, sha256 } })).toBe(1);
    expect(await unpaired()).toEqual({ files: [], rows: [] });
  });
});

test("a person's row that takes pictures along leaves no file either", async () => {
  const { db } = await import("../db");
  const { dropLooseFiles } = await import("./loose-files");
  const { id } = await newAccount();
  const { file } = await store(id);
  await db().user.delete({ where: { id } });
  await dropLooseFiles();
  expect(existsSync(file)).toBe(false);
});
