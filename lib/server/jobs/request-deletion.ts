import "server-only";
import { randomBytes } from "node:crypto";
import type { DeleteAccount, StartedDeletion } from "@/lib/contracts/jobs";
import { recordAudit } from "../audit/record-audit";
import { db, type Tx } from "../db";
import { AppError } from "../errors";
import { hashToken } from "../users/hash-token";
import { checkPassword } from "../users/password";

/** How long ago the sign-in of an account without a password may be. */
const JUST_NOW_MS = 10 * 60_000;

type Account = { id: string; email: string | null };

/**
 * Begins the deletion of an account and of all that hangs on it. There is no way back: with this
 * transaction every browser is signed out, the links it shared are dead and its e-mail is free. A
 * worker removes the rest.
 *
 * @param sessionToken the session that asks.
 * @returns the token that reads the progress, and nothing else.
 * @throws AppError unauthenticated for a guest, wrong-credentials, rate-limited.
 */
export async function requestDeletion(
  { id: userId, email }: Account,
  { password }: DeleteAccount,
  sessionToken: string | null,
): Promise<StartedDeletion> {
  if (email === null) {
    throw new AppError(
      "unauthenticated",
      "Only an account can be deleted. A guest's chats can be.",
    );
  }
  await checkWhoAsks({ id: userId, email }, password, sessionToken);
  const token = randomBytes(32).toString("base64url");
  await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id::text FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
    const chats = await tx.chat.count({ where: { userId } });
    const loose = await tx.image.count({ where: { userId, messages: { none: {} } } });
    await signOutForGood(tx, { userId, email });
    await tx.share.deleteMany({ where: { userId } });
    // An export under way loses its row, and with it its right to go on.
    await tx.accountJob.deleteMany({ where: { userId, state: { in: ["queued", "running"] } } });
    const job = await tx.accountJob.create({
      data: {
        ...{ userId, kind: "deletion", total: chats + loose + 1 },
        tokenHash: hashToken(token),
      },
      select: { id: true },
    });
    await recordAudit(tx, { userId, action: "deletion-requested", subject: job.id });
  });
  return { token };
}

/** The password, or where an account has none, a sign-in of just now. */
async function checkWhoAsks(
  { id, email }: { id: string; email: string },
  password: string | undefined,
  sessionToken: string | null,
): Promise<void> {
  const user = await db().user.findUnique({ where: { id }, select: { passwordHash: true } });
  if (user?.passwordHash == null) {
    const createdAt = { gt: new Date(Date.now() - JUST_NOW_MS) };
    const fresh = await db().session.count({
      where: { userId: id, sessionToken: sessionToken ?? "", createdAt },
    });
    if (fresh > 0) return;
    throw new AppError(
      "wrong-credentials",
      "Sign out and in again, then delete the account within ten minutes. Nothing was deleted.",
    );
  }
  if (password === undefined || (await checkPassword(email, password)) === null) {
    throw new AppError(
      "wrong-credentials",
      "That is not the password of this account. Nothing was deleted.",
    );
  }
}

/** Takes away everything that this account could be entered by, and what else names its e-mail. */
async function signOutForGood(
  tx: Tx,
  { userId, email }: { userId: string; email: string },
): Promise<void> {
  await tx.session.deleteMany({ where: { userId } });
  await tx.account.deleteMany({ where: { userId } });
  await tx.user.update({
    where: { id: userId },
    data: { ...{ email: null, name: null, image: null, passwordHash: null, role: "user" } },
    select: { id: true },
  });
  const names = [email, userId];
  await tx.rateWindow.deleteMany({
    where: { OR: names.map((name) => ({ key: { endsWith: `:${name}` } })) },
  });
  await tx.verificationToken.deleteMany({
    where: {
      OR: names.flatMap((name) => [{ identifier: name }, { identifier: { endsWith: `:${name}` } }]),
    },
  });
}
