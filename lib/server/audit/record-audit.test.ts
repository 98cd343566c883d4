import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";

withDatabase();

async function personWithRow() {
  const { db } = await import("../db");
  const { asCaller } = await import("../caller");
  const { recordAudit } = await import("./record-audit");
  const subject = randomUUID();
  const user = await db().user.create({ data: { guest: true }, select: { id: true } });
  await asCaller({ address: "192.0.2.7", agent: null }, () =>
    db().$transaction((tx) =>
      recordAudit(tx, { userId: user.id, action: "chat-deleted", subject }),
    ),
  );
  return { db: db(), userId: user.id, subject };
}

test("a row says who, what, to what and from where", async () => {
  const { db, userId, subject } = await personWithRow();
  const row = await db.audit.findFirstOrThrow({ where: { subject } });
  expect(row).toMatchObject({ userId, action: "chat-deleted", address: "192.0.2.7" });
});

test("no row can be changed, taken away, or all of them at once", async () => {
  const { db, userId, subject } = await personWithRow();
  const where = { subject };
  const refused = /the audit only grows/;
  await expect(db.audit.updateMany({ where, data: { action: "sign-in" } })).rejects.toThrow(
    refused,
  );
  await expect(db.audit.updateMany({ where, data: { userId: null } })).rejects.toThrow(refused);
  await expect(db.audit.deleteMany({ where })).rejects.toThrow(refused);
  await expect(db.$executeRaw`TRUNCATE audit`).rejects.toThrow(refused);
  expect(await db.audit.count({ where: { ...where, userId } })).toBe(1);
});

test("a deleted person's rows stay and forget whose they were", async () => {
  const { db, userId, subject } = await personWithRow();
  await db.user.delete({ where: { id: userId } });
  const row = await db.audit.findFirstOrThrow({ where: { subject } });
  expect(row).toMatchObject({ userId: null, action: "chat-deleted", address: "192.0.2.7" });
});

test("what is undone leaves no row", async () => {
  const { db, userId } = await personWithRow();
  const { recordAudit } = await import("./record-audit");
  const subject = randomUUID();
  const undone = db.$transaction(async (tx) => {
    await recordAudit(tx, { userId, action: "chat-deleted", subject });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await db.audit.count({ where: { subject } })).toBe(0);
});
