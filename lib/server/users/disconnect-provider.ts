import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { PROVIDER } from "./enter-by-provider";

/** Whether an account can be entered by the provider, and whether it has a password. */
export async function waysIn(userId: string): Promise<{ provider: boolean; password: boolean }> {
  const user = await db().user.findUnique({
    where: { id: userId },
    select: {
      passwordHash: true,
      accounts: { where: { provider: PROVIDER }, select: { id: true } },
    },
  });
  return { provider: (user?.accounts.length ?? 0) > 0, password: user?.passwordHash != null };
}

/**
 * Takes an account's connection to the provider away.
 *
 * @throws AppError not-found (there is none), last-way-in (the account has no password).
 */
export async function disconnectProvider(userId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.account.deleteMany({ where: { userId, provider: PROVIDER } });
    if (count === 0) throw notFound("account");
    const user = await tx.user.findUnique({
      where: { id: userId },
      select: { passwordHash: true },
    });
    if (user?.passwordHash == null) {
      throw new AppError(
        "last-way-in",
        "This account has no password, so it could not be entered any more. Ask whoever runs this server for a link that sets one.",
      );
    }
    await recordAudit(tx, { userId, action: "account-disconnected", subject: userId });
  });
}
