import "server-only";
import { randomBytes } from "node:crypto";
import type { ResetLink, ResetPassword } from "@/lib/contracts/account";
import { recordAudit } from "../audit/record-audit";
import { db, type Tx } from "../db";
import { AppError } from "../errors";
import { refuseCommonPassword } from "./common-password";
import { hashToken } from "./hash-token";
import { hashPassword } from "./password";

const KIND = "reset:";
const HOURS = 24;

/** Makes every link that sets this account's password worthless. */
export async function dropResetLinks(tx: Tx, userId: string): Promise<void> {
  await tx.verificationToken.deleteMany({ where: { identifier: `${KIND}${userId}` } });
}

/**
 * Makes the one token with which an account's password can be set, once, within a day. Tokens made
 * before stop working. Only its hash is kept. The caller audits who made it.
 */
export async function makeResetToken(tx: Tx, userId: string): Promise<ResetLink> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(Date.now() + HOURS * 3_600_000);
  await dropResetLinks(tx, userId);
  await tx.verificationToken.create({
    data: { identifier: `${KIND}${userId}`, token: hashToken(token), expires },
  });
  return { path: `/reset-password#${token}`, expires: expires.toISOString() };
}

/**
 * Sets an account's password by a link that an admin made: the link is used up, and the account is
 * signed out everywhere.
 *
 * @throws AppError common-password; wrong-credentials for a link that is wrong, used or too old.
 */
export async function resetPassword({ token, password }: ResetPassword): Promise<void> {
  refuseCommonPassword(password);
  const passwordHash = await hashPassword(password);
  await db().$transaction(async (tx) => {
    const where = { token: hashToken(token), identifier: { startsWith: KIND } };
    const row = await tx.verificationToken.findFirst({ where, select: { identifier: true } });
    // Deleting the row is what only one of two at once can do.
    const { count } = await tx.verificationToken.deleteMany({
      where: { ...where, expires: { gt: new Date() } },
    });
    if (row === null || count === 0) throw worthless();
    const userId = row.identifier.slice(KIND.length);
    const [user] = await tx.user.updateManyAndReturn({
      where: { id: userId, guest: false },
      data: { passwordHash },
      select: { email: true },
    });
    if (user === undefined) throw worthless();
    const { count: ended } = await tx.session.deleteMany({ where: { userId } });
    // Whoever forgot a password has used the tries up.
    await tx.rateWindow.deleteMany({ where: { key: `password:${user.email}` } });
    const detail = { ended };
    await recordAudit(tx, { userId, action: "password-reset", subject: userId, detail });
  });
}

const worthless = (): AppError =>
  new AppError(
    "wrong-credentials",
    "This link was used, replaced or is older than a day. Ask whoever runs this server for another.",
  );
