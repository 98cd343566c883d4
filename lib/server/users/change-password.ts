import "server-only";
import type { ChangePassword } from "@/lib/contracts/account";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError } from "../errors";
import { refuseCommonPassword } from "./common-password";
import { checkPassword, hashPassword } from "./password";
import { dropResetLinks } from "./reset-password";

type Options = {
  user: { id: string; email: string | null };
  /** The session that asks; it stays, every other one ends. */
  keepToken: string | null;
  input: ChangePassword;
};

/**
 * Gives an account another password and signs its other browsers out.
 *
 * @returns how many were signed out.
 * @throws AppError unauthenticated (a guest has none), wrong-credentials, common-password,
 *   rate-limited.
 */
export async function changePassword({ user, keepToken, input }: Options): Promise<number> {
  const { id: userId, email } = user;
  if (email === null) {
    throw new AppError("unauthenticated", "Only an account has a password. Make an account first.");
  }
  if ((await checkPassword(email, input.current)) === null) {
    throw new AppError(
      "wrong-credentials",
      "That is not the password of now. Write the one that you signed in with.",
    );
  }
  refuseCommonPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  return await db().$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash }, select: { id: true } });
    await dropResetLinks(tx, userId);
    const { count } = await tx.session.deleteMany({
      where: { userId, ...(keepToken === null ? {} : { sessionToken: { not: keepToken } }) },
    });
    const detail = { ended: count };
    await recordAudit(tx, { userId, action: "password-changed", subject: userId, detail });
    return count;
  });
}
