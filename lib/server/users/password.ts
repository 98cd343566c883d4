import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError } from "../errors";
import { takeFromSharedLimit } from "../shared-limit";

/** argon2id with the memory and passes that OWASP's password storage sheet names first. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

// Compared against when there is no such account, so that both answers take the same time.
let decoy: Promise<string> | null = null;

/**
 * The account that e-mail and password belong to, or null. Ten tries an e-mail in ten minutes.
 *
 * @throws AppError rate-limited; account-disabled, with the right password only.
 */
export async function checkPassword(
  email: string,
  password: string,
): Promise<{ id: string; email: string; name: string | null } | null> {
  const wait = await takeFromSharedLimit(`password:${email}`, { max: 10, windowMs: 600_000 });
  if (wait > 0) {
    throw new AppError(
      "rate-limited",
      `Too many tries for this e-mail. Wait ${Math.ceil(wait / 60)} minutes.`,
      "password tries used up",
      { retryAfterSeconds: wait },
    );
  }
  const user = await db().user.findUnique({
    where: { email },
    select: { id: true, name: true, passwordHash: true, disabledAt: true },
  });
  decoy ??= hashPassword("a password that nobody has");
  const right = await verify(user?.passwordHash ?? (await decoy), password);
  if (user === null || user.passwordHash === null || !right) {
    if (user !== null) await auditRefusal(user.id);
    return null;
  }
  if (user.disabledAt !== null) throw disabled();
  return { id: user.id, email, name: user.name };
}

/** What is said to the person of an account that an admin has switched off. */
export const disabled = (): AppError =>
  new AppError(
    "account-disabled",
    "This account is switched off; its chats are kept. Ask whoever runs this server.",
  );

/** A wrong password for an account that there is. What e-mail was tried else is nobody's row. */
async function auditRefusal(userId: string): Promise<void> {
  await db().$transaction((tx) => recordAudit(tx, { userId, action: "sign-in-refused" }));
}
