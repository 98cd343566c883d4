import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { prepareDataDir } from "@/scripts/start/data-dir";
import { type EmbeddedPostgres, startPostgres } from "@/scripts/start/postgres";
import { migrate } from "@/scripts/start/schema-engine";
import { converseAt } from "@/tests/server/turns";

/** A file system of its own for the data, as large as a start needs and a little more. */
const dataDir = mkdtempSync(path.join(tmpdir(), "evlf-full-"));
const mounted =
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=600m", "tmpfs", dataDir]).status === 0;
let server: EmbeddedPostgres | null = null;

afterAll(async () => {
  const [{ closeQueue }, { closeListener }, { closeDb }] = await Promise.all([
    import("@/lib/server/turns/queue"),
    import("@/lib/server/turns/listener"),
    import("@/lib/server/db"),
  ]);
  await Promise.allSettled([closeQueue(), closeListener(), closeDb()]);
  await server?.stop();
  if (mounted) spawnSync("umount", ["-l", dataDir]);
  rmdirSync(dataDir);
}, 30_000);

function fill(): string {
  const file = path.join(dataDir, "ballast");
  for (const piece of [1 << 20, 1 << 14, 1 << 12]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(piece, 1), { flag: "a" });
    } catch {
      // Full for pieces of this size.
    }
  }
  return file;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const { toAppError } = await import("@/lib/server/errors");
  return await work.then(
    () => "taken",
    (error: unknown) => toAppError(error).code,
  );
}

test("a full disk refuses with a sentence, and when there is room again what was taken is answered", async ({
  skip,
}) => {
  skip(!mounted, "no right to mount a small disk here");
  chmodSync(dataDir, 0o711);
  prepareDataDir(dataDir);
  const database = await startPostgres(process.cwd(), dataDir);
  server = database;
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    AUTH_SECRET: "a secret that only this test file uses",
    LOG_LEVEL: "error",
  });
  await migrate(process.cwd(), database.url);
  const { installQueue } = await import("@/lib/server/turns/queue");
  await installQueue();
  const keepAlive = setInterval(() => void database.revive().catch(() => {}), 500);
  const { db } = await import("@/lib/server/db");
  const { startTurn } = await import("@/lib/server/turns/start-turn");
  const { storeImage } = await import("@/tests/server/store-image");
  const { workTurns } = await import("@/lib/server/turns/work-turns");
  // With a session: a guest without one is swept away, chats and all.
  const session = () => ({
    sessionToken: crypto.randomUUID(),
    expires: new Date(Date.now() + 86_400_000),
  });
  const user = async () =>
    (await db().user.create({ data: { guest: true, sessions: { create: session() } } })).id;
  const people: string[] = [];
  for (let at = 0; at < 6; at += 1) people.push(await user());
  const model = { name: "words", version: "1" };
  const working = await workTurns({ name: "w", concurrency: 2, converse: converseAt(25), model });
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const bytes = await sharp({
    create: { width: 500, height: 500, channels: 3, background: "black", noise },
  })
    .png()
    .toBuffer();

  const taken: string[] = [];
  const question = (text: string) => ({
    chatId: crypto.randomUUID(),
    input: { messageId: crypto.randomUUID(), text, imageIds: [], audience: "patient" as const },
  });
  // Two are written and three wait while the disk fills up.
  for (const userId of people.slice(0, 5)) {
    const asked = question("Count.");
    await startTurn({ userId, ...asked });
    taken.push(asked.chatId);
  }
  await sleep(500);
  const ballast = fill();
  const { bavail, bsize } = statfsSync(dataDir);
  expect(bavail * bsize).toBeLessThan(1 << 20);
  const uploaded = await codeOf(storeImage({ userId: people[0] ?? "", bytes }));
  expect(["disk-full", "database-down"]).toContain(uploaded);
  for (let at = 0; at < 40; at += 1) {
    const asked = question(`Count. ${"More words. ".repeat(200)}`);
    const userId = people[at % people.length] ?? "";
    const code = await codeOf(startTurn({ userId, ...asked }));
    if (code === "taken") taken.push(asked.chatId);
    expect(["taken", "disk-full", "database-down", "too-many-questions", "queue-full"]).toContain(
      code,
    );
  }
  // Longer than a turn may lose its worker, if each failure counted.
  await sleep(25_000);
  rmSync(ballast);

  const states = async (): Promise<string[]> => {
    const where = { chatId: { in: taken } };
    return (await db().turn.findMany({ where, select: { state: true } })).map(({ state }) => state);
  };
  const open = (all: string[]) => all.filter((each) => each === "queued" || each === "running");
  for (let tries = 0; tries < 180; tries += 1) {
    const now = await states().catch(() => ["running"]);
    if (open(now).length === 0) break;
    await sleep(500);
  }
  const ended = await states();
  expect(ended).toHaveLength(taken.length);
  expect(ended.filter((state) => state !== "done")).toEqual([]);
  const again = { userId: people[0] ?? "", ...question("Count.") };
  expect(await codeOf(startTurn(again))).toBe("taken");
  expect(await codeOf(storeImage({ userId: people[0] ?? "", bytes }))).toBe("taken");
  console.log(
    `a full disk took ${taken.length - 5} of 40 questions beside 5 under way, and all of them were answered`,
  );
  clearInterval(keepAlive);
  await working.stop(5_000);
}, 240_000);
