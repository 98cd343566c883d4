import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { newPerson, storeChat } from "@/tests/server/history";

withDatabase();

const run = randomUUID().slice(0, 8);
const ids: string[] = [];

beforeAll(async () => {
  const { db } = await import("../db");
  for (let n = 0; n < 60; n += 1) {
    const email = `person-${String(n).padStart(2, "0")}-${run}@example.org`;
    const { id } = await db().user.create({ data: { email }, select: { id: true } });
    ids.push(id);
  }
}, 60_000);

test("all people are listed once, newest first, over the pages", async () => {
  const { listUsers, PAGE } = await import("./list-users");
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listUsers(ids[0] ?? "", { q: run, ...(after ? { after } : {}) });
    expect(page.users.length).toBeLessThanOrEqual(PAGE);
    seen.push(...page.users.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toEqual(ids.toReversed());
});

test("people are found by a part of the e-mail, by id and by kind", async () => {
  const { db } = await import("../db");
  const { listUsers } = await import("./list-users");
  const [first = "", second = ""] = ids;
  const found = async (query: Parameters<typeof listUsers>[1]) =>
    (await listUsers(first, query)).users.map(({ id }) => id);
  expect(await found({ q: `PERSON-01-${run}` })).toEqual([second]);
  expect(await found({ q: second })).toEqual([second]);
  expect(await found({ q: "%" })).toEqual([]);
  const guest = await newPerson();
  expect(await found({ kind: "guests" })).toContain(guest);
  expect(await found({ q: run, kind: "disabled" })).toEqual([]);
  await db().user.update({ where: { id: second }, data: { disabledAt: new Date() } });
  expect(await found({ q: run, kind: "disabled" })).toEqual([second]);
  expect((await listUsers(first, { q: first })).users[0]).toMatchObject({ self: true, chats: 0 });
});

test("a person's chats are counted, and no word of them is in the list", async () => {
  const { listUsers } = await import("./list-users");
  const { db } = await import("../db");
  const userId = ids[3] ?? "";
  await storeChat({ userId, question: "Is this quagga broken?" });
  const gone = await storeChat({ userId, question: "Is that quagga broken?" });
  await db().chat.update({ where: { id: gone }, data: { deletedAt: new Date() } });
  const page = await listUsers("", { q: userId });
  expect(page.users[0]).toMatchObject({ chats: 1 });
  expect(JSON.stringify(page)).not.toContain("quagga");
});

test("the audit is searched by person, action, thing and time, in pages without a gap", async () => {
  const { db } = await import("../db");
  const { listAudit, PAGE } = await import("./list-audit");
  const [, , userId = "", email = `person-02-${run}@example.org`] = ids.slice(0, 3);
  const thing = randomUUID();
  const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 10, 0, second));
  // Several at the same moment, so that the time alone could not tell where a page ends.
  for (let n = 0; n < PAGE + 20; n += 1)
    await db().audit.create({
      data: { userId, action: "chat-pinned", subject: thing, at: at(Math.floor(n / 10)) },
    });
  await db().audit.create({ data: { action: "role-changed", subject: userId, at: at(59) } });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await listAudit({ thing, ...(after ? { after } : {}) });
    seen.push(...page.rows.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(new Set(seen).size).toBe(PAGE + 20);
  expect(seen).toHaveLength(PAGE + 20);
  const count = async (query: Parameters<typeof listAudit>[0]) =>
    (await listAudit(query)).rows.length;
  expect(await count({ person: email, action: "role-changed" })).toBe(1);
  expect(await count({ person: userId, action: "role-changed" })).toBe(1);
  expect(await count({ person: "nobody@example.org" })).toBe(0);
  expect(await count({ thing, from: "2026-01-03" })).toBe(0);
  expect(await count({ thing, to: "2026-01-01" })).toBe(0);
  expect(await count({ thing, from: "2026-01-02", to: "2026-01-02" })).toBe(PAGE);
  expect(await count({ thing, to: "2026-01-02T09:59" })).toBe(0);
  expect(await count({ thing, from: "2026-01-02T10:00", to: "2026-01-02T10:00" })).toBe(PAGE);
  const { actions, rows } = await listAudit({ person: userId });
  expect(actions).toEqual(expect.arrayContaining(["chat-pinned", "role-changed"]));
  expect(rows[0]).toMatchObject({ subjectEmail: email, action: "role-changed", personId: null });
});

test("storage is summed by person, most first, and a file of two people once in all", async () => {
  const { db } = await import("../db");
  const { readStorage } = await import("./storage");
  const form = { name: "quagga.png", width: 1, height: 1, origin: "PNG", notes: [] };
  const sha256 = "a".repeat(64);
  for (const [at, bytes] of [...Array(55).keys()].map((n) => [n, 1_000 + n] as const)) {
    const hash = at < 2 ? sha256 : at.toString(16).padStart(64, "b");
    const size = at < 2 ? 1_000 : bytes;
    const data = { ...form, userId: ids[at] ?? "", sha256: hash, bytes: size };
    await db().image.create({ data, select: { id: true } });
  }
  const first = await readStorage();
  expect(first.pictures).toBe(55);
  const all = [...Array(55).keys()].reduce((sum, n) => sum + (n < 2 ? 1_000 : 1_000 + n), 0);
  expect(first.stored).toBe(all - 1_000);
  expect(first.people).toHaveLength(50);
  expect(first.people[0]).toMatchObject({ id: ids[54], bytes: 1_054, pictures: 1 });
  const second = await readStorage({ after: first.next ?? "" });
  expect(second.people).toHaveLength(5);
  expect(second.next).toBeNull();
  const people = [...first.people, ...second.people].map(({ id }) => id);
  expect(new Set(people).size).toBe(55);
  expect(first.disk.total).toBeGreaterThan(first.disk.free);
  expect(first.database).toBeGreaterThan(1_000_000);
  expect(JSON.stringify(first)).not.toContain("quagga");
});

test("the queue tells how many of whom wait and run, and since when", async () => {
  const { db } = await import("../db");
  const { ask } = await import("@/tests/server/turns");
  const { readQueue } = await import("./queue");
  const one = await ask("Is this quagga broken?");
  const two = await ask("And that one?");
  const before = new Date(Date.now() - 90_000);
  await db().turn.update({ where: { id: one.turnId }, data: { queuedAt: before } });
  await db().turn.update({ where: { id: two.turnId }, data: { state: "running" } });
  const queue = await readQueue();
  expect(queue).toMatchObject({ waiting: 1, running: 1, most: 50, mostOfOne: 8 });
  expect(queue.oldestSeconds).toBeGreaterThan(89);
  expect(queue.people).toContainEqual({ id: one.userId, email: null, waiting: 1, running: 0 });
  expect(JSON.stringify(queue)).not.toContain("quagga");
});

test("the models page names workers that live, the files with their hashes, and the speed", async () => {
  const { db } = await import("../db");
  const { reportWorker } = await import("../turns/worker-row");
  const { readModels } = await import("./models");
  const worker = { name: "w", warm: true, problem: null, modelName: "mini", modelVersion: "1.2" };
  await reportWorker({ ...worker, backend: "cpu", tokensPerSecond: 42.5 });
  await reportWorker({ ...worker, name: "gone" });
  const old = new Date(Date.now() - 60_000);
  await db().worker.update({ where: { name: "gone" }, data: { heartbeatAt: old } });
  expect((await readModels()).speed).toMatchObject({ answers: 0, answer: null });
  await db().turn.updateMany({
    data: {
      ...{ state: "done", queuedAt: new Date(Date.now() - 10_000) },
      ...{ startedAt: new Date(Date.now() - 8_000), endedAt: new Date(Date.now() - 3_000) },
    },
  });
  const { workers, model, speed } = await readModels();
  expect(workers).toMatchObject([
    { name: "w", model: "mini 1.2", warm: true, backend: "cpu", tokensPerSecond: 42.5 },
  ]);
  for (const { sha256 } of model?.files ?? []) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(speed.answers).toBeGreaterThan(0);
  expect(speed.answer?.median).toBeCloseTo(5, 0);
  expect(speed.wait?.median).toBeCloseTo(2, 0);
});

test("a limit is changed, goes by at once, stands in the audit and can be set back", async () => {
  const { db } = await import("../db");
  const { changeLimit, listLimits } = await import("./limits");
  const { limitNow } = await import("../limit-settings");
  const admin = ids[0] ?? "";
  const row = async (name: string) => (await listLimits()).find((limit) => limit.name === name);
  expect(await row("upload@")).toMatchObject({ value: 120, fallback: 120, changedAt: null });
  await changeLimit(admin, "upload@", 7);
  expect(await limitNow("upload@", 120)).toBe(7);
  expect(await row("upload@")).toMatchObject({ value: 7, fallback: 120 });
  await changeLimit(admin, "upload@", null);
  expect(await limitNow("upload@", 120)).toBe(120);
  const rows = await db().audit.findMany({
    where: { action: "limit-changed", subject: "upload@" },
    orderBy: { id: "asc" },
  });
  expect(rows.map(({ detail }) => detail)).toEqual([
    { from: 120, to: 7 },
    { from: 7, to: 120 },
  ]);
  await expect(changeLimit(admin, "no-such", 1)).rejects.toMatchObject({ code: "not-found" });
  for (const value of [0, -1, 2_000_000])
    await expect(changeLimit(admin, "upload@", value)).rejects.toMatchObject({
      code: "bad-input",
    });
});

test("every limit has words on the screen", async () => {
  const { SETTABLE } = await import("../limit-settings");
  const { limitWords } = await import("@/lib/client/admin/limit-words");
  for (const name of SETTABLE.keys()) expect(limitWords(name)).not.toBe(name);
});
