import "server-only";
import { randomBytes } from "node:crypto";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError } from "../errors";
import { hashToken } from "./hash-token";

const IDENTIFIER = "first-admin";
const HOURS = 24;

/**
 * A code that makes one account this instance's first admin, once, within a day; null where there
 * is an admin. A code made before stops working. Only its hash is kept.
 */
export async function makeFirstAdminCode(): Promise<string | null> {
  const code = randomBytes(15).toString("base64url");
  return await db().$transaction(async (tx) => {
    await tx.verificationToken.deleteMany({ where: { identifier: IDENTIFIER } });
    if ((await tx.user.count({ where: { role: "admin" } })) > 0) return null;
    const expires = new Date(Date.now() + HOURS * 3_600_000);
    await tx.verificationToken.create({
      data: { identifier: IDENTIFIER, token: hashToken(code), expires },
    });
    return code;
  });
}

/**
 * Makes an account the first admin. An admin has no right to anybody's chats or pictures.
 *
 * @throws AppError unauthenticated for a guest; wrong-credentials for a code that is wrong, used,
 *   too old, or of an instance that has an admin.
 */
export async function becomeAdmin(
  user: { id: string; email: string | null },
  code: string,
): Promise<void> {
  const { id: userId, email } = user;
  if (email === null) {
    throw new AppError("unauthenticated", "Only an account can be an admin. Make one first.");
  }
  await db().$transaction(async (tx) => {
    // Deleting the row is what only one of two at once can do.
    const { count } = await tx.verificationToken.deleteMany({
      where: { identifier: IDENTIFIER, token: hashToken(code), expires: { gt: new Date() } },
    });
    const admins = await tx.user.count({ where: { role: "admin" } });
    if (count === 0 || admins > 0) {
      throw new AppError(
        "wrong-credentials",
        "This code does not work. Start the server again and take the code that it prints then.",
      );
    }
    await tx.user.update({ where: { id: userId }, data: { role: "admin" }, select: { id: true } });
    await recordAudit(tx, { userId, action: "became-admin", subject: userId });
  });
}
