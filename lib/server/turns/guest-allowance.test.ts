import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";
import { waitWords } from "./guest-allowance";

withDatabase();

async function setLimits(own: number, all: number): Promise<void> {
  const { db } = await import("../db");
  const { forgetLimits } = await import("../limit-settings");
  for (const [name, value] of [
    ["guest-turns", own],
    ["guest-turns@", all],
  ] as const)
    await db().limitSetting.upsert({ where: { name }, create: { name, value }, update: { value } });
  forgetLimits();
}

async function person(guest: boolean): Promise<string> {
  const { db } = await import("../db");
  return (await db().user.create({ data: { guest }, select: { id: true } })).id;
}

/** Asks in a new chat, as a request from this address would. */
async function ask(userId: string, address: string): Promise<void> {
  const { db } = await import("../db");
  const { asCaller } = await import("../caller");
  const { startTurn } = await import("./start-turn");
  const input = { messageId: randomUUID(), text: "What is it?", imageIds: [] };
  await asCaller({ address, agent: null }, async () => {
    await startTurn({
      ...{ userId, chatId: randomUUID() },
      input: { ...input, audience: "patient" },
    });
  });
  // Not what waits is bounded here.
  await db().turn.updateMany({ where: { userId }, data: { state: "done" } });
}

const refused = { code: "guest-allowance", status: 429 };

test("a guest asks as often as a day allows, is told when more can be asked, and is invited", async () => {
  await setLimits(2, 100);
  const guest = await person(true);
  await ask(guest, "192.0.2.1");
  await ask(guest, "192.0.2.1");
  const third = await ask(guest, "192.0.2.1").catch((error: unknown) => error);
  expect(third).toMatchObject(refused);
  const { person: sentence, retryAfterSeconds } = third as {
    person: string;
    retryAfterSeconds: number;
  };
  expect(sentence).toBe(
    "As a guest you asked the 2 questions of a day. More can be asked in 24 hours. With an account there is no such limit, and your chats come along.",
  );
  expect(retryAfterSeconds).toBeGreaterThan(86_000);
  expect(retryAfterSeconds).toBeLessThanOrEqual(86_400);
});

test("a question that is refused is neither stored nor counted", async () => {
  await setLimits(1, 100);
  const { db } = await import("../db");
  const guest = await person(true);
  await ask(guest, "192.0.2.2");
  await expect(ask(guest, "192.0.2.2")).rejects.toMatchObject(refused);
  expect(await db().chat.count({ where: { userId: guest } })).toBe(1);
  const key = `guest-turns:${guest}`;
  expect(await db().rateWindow.findUniqueOrThrow({ where: { key } })).toMatchObject({ taken: 1 });
});

test("guests of one address share its day, however many cookies they throw away", async () => {
  await setLimits(10, 3);
  for (let n = 0; n < 3; n += 1) await ask(await person(true), "192.0.2.3");
  const fourth = ask(await person(true), "192.0.2.3");
  await expect(fourth).rejects.toMatchObject({
    ...refused,
    person: expect.stringContaining("Guests of your network asked the 3 questions of a day."),
  });
  await ask(await person(true), "192.0.2.4");
});

test("an account has no such limit, and a guest who becomes one goes on", async () => {
  await setLimits(1, 1);
  const account = await person(false);
  for (let n = 0; n < 3; n += 1) await ask(account, "192.0.2.5");
  const guest = await person(true);
  await ask(guest, "192.0.2.5");
  await expect(ask(guest, "192.0.2.5")).rejects.toMatchObject(refused);
  const { db } = await import("../db");
  await db().user.update({ where: { id: guest }, data: { guest: false } });
  await ask(guest, "192.0.2.5");
  expect(await db().chat.count({ where: { userId: guest } })).toBe(2);
});

test("a day ends, and the next one is whole", async () => {
  await setLimits(1, 100);
  const { db } = await import("../db");
  const guest = await person(true);
  await ask(guest, "192.0.2.6");
  await expect(ask(guest, "192.0.2.6")).rejects.toMatchObject(refused);
  await db().rateWindow.updateMany({ data: { ends: new Date(Date.now() - 1) } });
  await ask(guest, "192.0.2.6");
});

test("where guests may ask nothing they are told so", async () => {
  await setLimits(0, 100);
  const asked = ask(await person(true), "192.0.2.7");
  await expect(asked).rejects.toMatchObject({
    ...refused,
    person: "Guests can't ask here. Make an account; your chats come along.",
  });
});

test.each([
  [1, "in a minute"],
  [120, "in 2 minutes"],
  [5_399, "in 90 minutes"],
  [5_401, "in 2 hours"],
  [86_400, "in 24 hours"],
])("%d seconds are said as %s", (seconds, words) => expect(waitWords(seconds)).toBe(words));
