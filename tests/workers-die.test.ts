import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { findPooler, startPooler } from "@/tests/machines/pooler";
import { withDatabase } from "@/tests/server/database";
import { ask, follow, storedAnswer, textOf, WORDS } from "@/tests/server/turns";

withDatabase();

const WHOLE = WORDS.join("");
const file = path.join(import.meta.dirname, "server/word-worker.ts");
const children = new Map<string, ChildProcess>();
let born = 0;

/** Starts a worker in a process of its own; resolves when it takes turns. */
async function startWorker(graceMs = 0): Promise<string> {
  born += 1;
  const name = `worker-${born}`;
  const child = fork(file, [name, "20", String(graceMs)], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.set(name, child);
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return name;
}

async function send(name: string, signal: NodeJS.Signals): Promise<void> {
  const child = children.get(name);
  if (child === undefined) throw new Error(`no worker ${name}`);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
  children.delete(name);
}

async function runnerOf(turnId: string): Promise<string> {
  const { db } = await import("@/lib/server/db");
  for (let tries = 0; tries < 400; tries += 1) {
    const turn = await db().turn.findUniqueOrThrow({
      where: { id: turnId },
      select: { workerName: true, state: true },
    });
    if (turn.state === "running" && turn.workerName !== null) return turn.workerName;
    await sleep(10);
  }
  throw new Error("nobody took the turn");
}

/** As npm start does when a worker of its own dies. */
async function bury(name: string): Promise<void> {
  const { reapTurns } = await import("@/lib/server/turns/reap-turns");
  const { removeWorker } = await import("@/lib/server/turns/worker-row");
  await removeWorker(name);
  await reapTurns({ workerName: name });
}

afterAll(async () => {
  await Promise.all([...children.keys()].map((name) => send(name, "SIGKILL")));
});

/** An answer whose worker is struck after some words of it, compared in stream, log and message. */
async function struck(strike: (worker: string) => Promise<void>, words: number) {
  const asked = await ask();
  const reader = follow(asked.turnId);
  let seen = 0;
  await follow(asked.turnId, 0, (chunk) => {
    if (chunk.type === "text-delta") seen += 1;
    return seen > words;
  });
  await strike(await runnerOf(asked.turnId));
  const { chunks } = await reader;
  const { text, message } = await storedAnswer(asked.userId, asked.chatId);
  expect(message?.metadata?.state).toBe("done");
  expect(textOf(chunks)).toBe(WHOLE);
  expect(text).toBe(WHOLE);
  expect(message?.parts.filter(({ type }) => type === "text")).toHaveLength(1);
}

/** What holds with any connection to the database; `slow` adds what takes a long wait. */
function promises(kills: number, slow: boolean): void {
  test(`survives kill -9 of the worker that writes it, ${kills} times`, async () => {
    await Promise.all([startWorker(), startWorker()]);
    for (let kill = 0; kill < kills; kill += 1) {
      await struck(async (worker) => {
        await send(worker, "SIGKILL");
        await Promise.all([bury(worker), startWorker()]);
      }, kill % 7);
    }
  }, 240_000);

  test("goes on with another worker when its own is asked to end", async () => {
    await startWorker();
    await struck((worker) => send(worker, "SIGTERM"), 2);
    await startWorker();
  }, 60_000);

  if (!slow) return;

  test("survives the death of a worker that nobody but the others can notice", async () => {
    await struck((worker) => send(worker, "SIGKILL"), 2);
  }, 60_000);

  test("is not written twice by a worker that stood still and wakes up", async () => {
    await struck(async (worker) => {
      children.get(worker)?.kill("SIGSTOP");
      await sleep(17_000);
      children.get(worker)?.kill("SIGCONT");
    }, 2);
  }, 90_000);
}

describe("an answer", () => {
  promises(4, true);
});

const pooler = findPooler();

describe.skipIf(pooler === null)(
  "an answer behind pgbouncer with transaction pooling (where the machine has one)",
  () => {
    let stop = (): void => {};
    afterAll(() => stop());

    test("is given at once: who waits is woken, and no statement or lock is missed", async () => {
      await Promise.all([...children.keys()].map((name) => send(name, "SIGKILL")));
      const { env } = await import("@/lib/server/env");
      const { closeDb } = await import("@/lib/server/db");
      const { closeQueue } = await import("@/lib/server/turns/queue");
      const direct = env().DATABASE_URL;
      const started = await startPooler(pooler ?? "", direct, process.env.DATA_DIR ?? "");
      stop = started.stop;
      await Promise.all([closeQueue(), closeDb()]);
      const urls = { DATABASE_URL: started.url, DATABASE_DIRECT_URL: direct };
      Object.assign(process.env, urls);
      Object.assign(env(), urls);
      const { db } = await import("@/lib/server/db");
      const [row] = await db().$queryRaw<
        { port: number }[]
      >`SELECT inet_client_port()::int AS port`;
      expect(row?.port).toBeGreaterThan(0);
      await startWorker();
      await sleep(1_500);
      const begun = performance.now();
      const asked = await Promise.all(Array.from({ length: 6 }, () => ask()));
      const read = await Promise.all(asked.map(({ turnId }) => follow(turnId)));
      for (const { chunks } of read) expect(textOf(chunks)).toBe(WHOLE);
      // Three after each other at 1.3 s each; polling alone would take two seconds more for each.
      expect(performance.now() - begun).toBeLessThan(10_000);
    }, 60_000);

    promises(1, false);
  },
);
