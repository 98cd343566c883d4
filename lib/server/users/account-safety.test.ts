import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";

withDatabase();

const PASSWORD = "seven herons over the lake";

async function account(sessions = 0) {
  const { db } = await import("../db");
  const { hashPassword } = await import("./password");
  const email = `${randomUUID()}@example.org`;
  const passwordHash = await hashPassword(PASSWORD);
  const tokens = Array.from({ length: sessions }, () => randomUUID());
  const expires = new Date(Date.now() + 60_000);
  const { id } = await db().user.create({
    data: {
      ...{ email, passwordHash },
      sessions: { create: tokens.map((sessionToken) => ({ sessionToken, expires })) },
    },
    select: { id: true },
  });
  return { db: db(), user: { id, email }, tokens };
}

test("a changed password signs every other browser out, and the old one is worth nothing", async () => {
  const { db, user, tokens } = await account(3);
  const { changePassword } = await import("./change-password");
  const { checkPassword } = await import("./password");
  const keepToken = tokens[1] ?? "";
  const input = { current: PASSWORD, password: "nine otters under the bridge" };
  expect(await changePassword({ user, keepToken, input })).toBe(2);
  const left = await db.session.findMany({ where: { userId: user.id } });
  expect(left.map((row) => row.sessionToken)).toEqual([keepToken]);
  expect(await checkPassword(user.email, PASSWORD)).toBeNull();
  expect(await checkPassword(user.email, input.password)).toMatchObject({ id: user.id });
  expect(await db.audit.count({ where: { userId: user.id, action: "password-changed" } })).toBe(1);
});

test.each([
  [
    "the wrong password of now",
    "not it at all",
    "nine otters under the bridge",
    "wrong-credentials",
  ],
  ["a common new one", PASSWORD, "passwordpassword", "common-password"],
])("%s changes nothing", async (_, current, password, code) => {
  const { db, user, tokens } = await account(2);
  const { changePassword } = await import("./change-password");
  const input = { current, password };
  const change = changePassword({ user, keepToken: tokens[0] ?? "", input });
  await expect(change).rejects.toMatchObject({ code });
  expect(await db.session.count({ where: { userId: user.id } })).toBe(2);
});

test("one session can be ended by its person, and by nobody else", async () => {
  const { user } = await account(2);
  const other = await account();
  const { endSession } = await import("./end-session");
  const { listSessions } = await import("./list-sessions");
  const [first] = await listSessions(user.id, null);
  const id = first?.id ?? "";
  await expect(endSession(other.user.id, id)).rejects.toMatchObject({ code: "not-found" });
  expect(await listSessions(user.id, null)).toHaveLength(2);
  await endSession(user.id, id);
  expect(await listSessions(user.id, null)).toHaveLength(1);
});

test("the first admin's code works once, for one account, and only while there is no admin", async () => {
  const { db, user } = await account();
  const other = await account();
  const { becomeAdmin, makeFirstAdminCode } = await import("./first-admin");
  const old = await makeFirstAdminCode();
  const code = await makeFirstAdminCode();
  const refused = { code: "wrong-credentials" };
  await expect(becomeAdmin(user, old ?? "")).rejects.toMatchObject(refused);
  await expect(becomeAdmin({ id: user.id, email: null }, code ?? "")).rejects.toMatchObject({
    code: "unauthenticated",
  });
  const tries = await Promise.allSettled([
    becomeAdmin(user, code ?? ""),
    becomeAdmin(other.user, code ?? ""),
  ]);
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await db.user.count({ where: { role: "admin" } })).toBe(1);
  expect(await makeFirstAdminCode()).toBeNull();
});
