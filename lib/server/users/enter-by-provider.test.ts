import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";

withDatabase();

const ISSUER = "https://login.example.org";

const somebody = (changes: object = {}) => ({
  ...{ issuer: ISSUER, subject: randomUUID(), email: `${randomUUID()}@example.org` },
  ...{ emailVerified: true, name: "Ada" },
  ...changes,
});

async function enter(identity: ReturnType<typeof somebody>, connectTo: string | null = null) {
  const { enterByProvider } = await import("./enter-by-provider");
  return await enterByProvider({ identity, connectTo });
}

async function account(email = `${randomUUID()}@example.org`) {
  const { db } = await import("../db");
  const data = { email, passwordHash: "x" };
  return (await db().user.create({ data, select: { id: true } })).id;
}

const idOf = (entered: object): string => ("userId" in entered ? String(entered.userId) : "none");

test("who comes for the first time gets an account, and the same one ever after", async () => {
  const { db } = await import("../db");
  const ada = somebody();
  const first = idOf(await enter(ada));
  expect(idOf(await enter({ ...ada, email: "changed@example.org" }))).toBe(first);
  const user = await db().user.findUniqueOrThrow({ where: { id: first } });
  expect(user).toMatchObject({ email: ada.email, guest: false, role: "user", passwordHash: null });
  expect(await db().audit.count({ where: { userId: first, action: "sign-up" } })).toBe(1);
  const kept = await db().account.findFirstOrThrow({ where: { userId: first } });
  expect(kept).toMatchObject({ access_token: null, refresh_token: null, id_token: null });
});

test.each([true, false])(
  "the e-mail address of an account opens it to nobody (proved there: %s)",
  async (emailVerified) => {
    const { db } = await import("../db");
    const email = `${randomUUID()}@example.org`;
    const id = await account(email);
    expect(await enter(somebody({ email, emailVerified }))).toEqual({ problem: "email-taken" });
    expect(await enter(somebody({ email: email.toUpperCase(), emailVerified }))).toEqual({
      problem: "email-taken",
    });
    expect(await db().account.count({ where: { userId: id } })).toBe(0);
  },
);

test("only the provider's word proves an address", async () => {
  const { db } = await import("../db");
  const id = idOf(await enter(somebody({ emailVerified: false })));
  expect(await db().user.findUniqueOrThrow({ where: { id } })).toMatchObject({
    emailVerified: null,
  });
});

test("the same name at another issuer is somebody else", async () => {
  const ada = somebody();
  const first = idOf(await enter(ada));
  const other = { ...ada, issuer: "https://other.example.org", email: "ada2@example.org" };
  expect(idOf(await enter(other))).not.toBe(first);
});

test("an account that is signed in can be connected, and is then found", async () => {
  const { db } = await import("../db");
  const id = await account();
  const ada = somebody();
  expect(idOf(await enter(ada, id))).toBe(id);
  expect(idOf(await enter(ada))).toBe(id);
  expect(await db().audit.count({ where: { subject: id, action: "account-connected" } })).toBe(1);
});

test("who belongs to one account can't be connected to another", async () => {
  const ada = somebody();
  const first = idOf(await enter(ada));
  const other = await account();
  expect(await enter(ada, other)).toEqual({ problem: "connected" });
  expect(idOf(await enter(ada))).toBe(first);
});

test("an account that is switched off can't be entered this way either", async () => {
  const { db } = await import("../db");
  const ada = somebody();
  const id = idOf(await enter(ada));
  await db().user.update({ where: { id }, data: { disabledAt: new Date() } });
  expect(await enter(ada)).toEqual({ problem: "disabled" });
});

test.each([null, "", "no address"])(
  "without an e-mail address there is no account (%s)",
  async (email) => {
    expect(await enter(somebody({ email }))).toEqual({ problem: "no-email" });
  },
);

test("two who come at once with one identity are one account", async () => {
  const { db } = await import("../db");
  const ada = somebody();
  await Promise.all(Array.from({ length: 6 }, () => enter(ada)));
  expect(await db().user.count({ where: { email: ada.email } })).toBe(1);
  expect(idOf(await enter(ada))).not.toBe("none");
});

test("a connection can be taken away only where there is a password", async () => {
  const { disconnectProvider, waysIn } = await import("./disconnect-provider");
  const only = idOf(await enter(somebody()));
  await expect(disconnectProvider(only)).rejects.toMatchObject({ code: "last-way-in" });
  expect(await waysIn(only)).toEqual({ provider: true, password: false });
  const id = await account();
  await enter(somebody(), id);
  await disconnectProvider(id);
  expect(await waysIn(id)).toEqual({ provider: false, password: true });
  await expect(disconnectProvider(id)).rejects.toMatchObject({ code: "not-found" });
});
