import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";

withDatabase();

const PASSWORD = "seven herons over the lake";
const NEW_PASSWORD = "nine otters under the bridge";

async function account(options: { admin?: boolean; sessions?: number } = {}) {
  const { db } = await import("../db");
  const { hashPassword } = await import("../users/password");
  const email = `${randomUUID()}@example.org`;
  const expires = new Date(Date.now() + 60_000);
  const tokens = Array.from({ length: options.sessions ?? 0 }, () => randomUUID());
  const { id } = await db().user.create({
    data: {
      ...{ email, passwordHash: await hashPassword(PASSWORD) },
      role: options.admin ? "admin" : "user",
      sessions: { create: tokens.map((sessionToken) => ({ sessionToken, expires })) },
    },
    select: { id: true },
  });
  return { db: db(), id, email };
}

const rowsOf = async (action: string, subject: string) => {
  const { db } = await import("../db");
  return await db().audit.findMany({ where: { action, subject } });
};

const tokenOf = ({ path }: { path: string }): string => path.split("#")[1] ?? "";

test("an account switched off is signed out and stays out until it is switched on", async () => {
  const { changeUser } = await import("./change-user");
  const { checkPassword } = await import("../users/password");
  const admin = await account({ admin: true });
  const { db, id, email } = await account({ sessions: 2 });
  await changeUser({ adminId: admin.id, id, change: { disabled: true } });
  expect(await db.session.count({ where: { userId: id } })).toBe(0);
  await expect(checkPassword(email, PASSWORD)).rejects.toMatchObject({ code: "account-disabled" });
  // Who guesses learns nothing of it.
  expect(await checkPassword(email, "not the password")).toBeNull();
  const [row] = await rowsOf("account-disabled", id);
  expect(row).toMatchObject({ userId: admin.id, detail: { ended: 2 } });
  await changeUser({ adminId: admin.id, id, change: { disabled: false } });
  expect(await checkPassword(email, PASSWORD)).toMatchObject({ id });
  expect(await rowsOf("account-enabled", id)).toHaveLength(1);
});

test("a role is given and taken, each with a row", async () => {
  const { changeUser } = await import("./change-user");
  const admin = await account({ admin: true });
  const { db, id } = await account();
  for (const role of ["admin", "user"] as const) {
    await changeUser({ adminId: admin.id, id, change: { role } });
    expect(await db.user.findUniqueOrThrow({ where: { id } })).toMatchObject({ role });
  }
  expect(await rowsOf("role-changed", id)).toHaveLength(2);
});

test("an admin can't lock oneself out, and two can't take each other's rights at once", async () => {
  const { changeUser } = await import("./change-user");
  const [one, two] = [await account({ admin: true }), await account({ admin: true })];
  const own = changeUser({ adminId: one.id, id: one.id, change: { role: "user" } });
  await expect(own).rejects.toMatchObject({ code: "own-account" });
  const change = { role: "user" } as const;
  const tries = await Promise.allSettled([
    changeUser({ adminId: one.id, id: two.id, change }),
    changeUser({ adminId: two.id, id: one.id, change }),
  ]);
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("nothing is done to a guest, to nobody, or by who is no admin any more", async () => {
  const { changeUser, endSessions, makeResetLink } = await import("./change-user");
  const admin = await account({ admin: true });
  const { db, id } = await account();
  const guest = await db.user.create({ data: { guest: true }, select: { id: true } });
  for (const act of [makeResetLink, endSessions]) {
    await expect(act({ adminId: admin.id, id: guest.id })).rejects.toMatchObject({
      code: "not-an-account",
    });
    await expect(act({ adminId: admin.id, id: randomUUID() })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(act({ adminId: id, id: admin.id })).rejects.toMatchObject({ code: "not-found" });
  }
  const change = { role: "admin" } as const;
  await expect(changeUser({ adminId: id, id, change })).rejects.toMatchObject({
    code: "not-found",
  });
});

test("a reset link sets the password once, signs out everywhere and is in the audit", async () => {
  const { makeResetLink } = await import("./change-user");
  const { resetPassword } = await import("../users/reset-password");
  const { checkPassword } = await import("../users/password");
  const admin = await account({ admin: true });
  const { db, id, email } = await account({ sessions: 3 });
  const link = await makeResetLink({ adminId: admin.id, id });
  const token = tokenOf(link);
  expect(token.length).toBeGreaterThan(40);
  const kept = JSON.stringify(await db.verificationToken.findMany());
  expect(kept).not.toContain(token);
  expect(new Date(link.expires).getTime()).toBeLessThanOrEqual(Date.now() + 86_400_000);
  await resetPassword({ token, password: NEW_PASSWORD });
  expect(await db.session.count({ where: { userId: id } })).toBe(0);
  expect(await checkPassword(email, PASSWORD)).toBeNull();
  expect(await checkPassword(email, NEW_PASSWORD)).toMatchObject({ id });
  const again = resetPassword({ token, password: PASSWORD });
  await expect(again).rejects.toMatchObject({ code: "wrong-credentials" });
  expect((await rowsOf("reset-link-made", id))[0]).toMatchObject({ userId: admin.id });
  expect((await rowsOf("password-reset", id))[0]).toMatchObject({
    ...{ userId: id, detail: { ended: 3 } },
  });
});

test.each(["replaced", "too old", "outlived by a changed password"])(
  "a reset link that is %s sets nothing",
  async (why) => {
    const { makeResetLink } = await import("./change-user");
    const { resetPassword } = await import("../users/reset-password");
    const { changePassword } = await import("../users/change-password");
    const admin = await account({ admin: true });
    const { db, id, email } = await account();
    const token = tokenOf(await makeResetLink({ adminId: admin.id, id }));
    if (why === "replaced") await makeResetLink({ adminId: admin.id, id });
    else if (why === "too old")
      await db.verificationToken.updateMany({ data: { expires: new Date(Date.now() - 1) } });
    else {
      const input = { current: PASSWORD, password: NEW_PASSWORD };
      await changePassword({ user: { id, email }, keepToken: null, input });
    }
    const before = await db.user.findUniqueOrThrow({ where: { id } });
    const set = resetPassword({ token, password: "five badgers in the wood" });
    await expect(set).rejects.toMatchObject({ code: "wrong-credentials" });
    expect(await db.user.findUniqueOrThrow({ where: { id } })).toEqual(before);
  },
);

test("two who open one reset link at once set one password", async () => {
  const { makeResetLink } = await import("./change-user");
  const { resetPassword } = await import("../users/reset-password");
  const admin = await account({ admin: true });
  const { id } = await account();
  const token = tokenOf(await makeResetLink({ adminId: admin.id, id }));
  const tries = await Promise.allSettled(
    [NEW_PASSWORD, "five badgers in the wood"].map((password) =>
      resetPassword({ token, password }),
    ),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await rowsOf("password-reset", id)).toHaveLength(1);
});

test("a common password by a reset link is refused, and the link stays good", async () => {
  const { makeResetLink } = await import("./change-user");
  const { resetPassword } = await import("../users/reset-password");
  const admin = await account({ admin: true });
  const { id } = await account();
  const token = tokenOf(await makeResetLink({ adminId: admin.id, id }));
  const common = resetPassword({ token, password: "passwordpassword" });
  await expect(common).rejects.toMatchObject({ code: "common-password" });
  await resetPassword({ token, password: NEW_PASSWORD });
});

test("the first admin's code is no reset link", async () => {
  const { makeFirstAdminCode } = await import("../users/first-admin");
  const { resetPassword } = await import("../users/reset-password");
  const { db } = await account();
  await db.user.updateMany({ data: { role: "user" } });
  const token = (await makeFirstAdminCode()) ?? "";
  expect(token).not.toBe("");
  const set = resetPassword({ token, password: NEW_PASSWORD });
  await expect(set).rejects.toMatchObject({ code: "wrong-credentials" });
});
