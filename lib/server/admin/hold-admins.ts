import "server-only";
import type { Tx } from "../db";
import { AppError, notFound } from "../errors";

/** What an admin may do something to. */
export type Target = { email: string; disabledAt: Date | null; role: "user" | "admin" };

/**
 * Holds the rows of all admins and of the account until the transaction ends, so that two admins
 * can't take each other's rights at once, and reads the account.
 *
 * @throws AppError not-found (no such account, or the caller is no admin any more),
 *   own-account, not-an-account (a guest).
 */
export async function holdTarget(
  tx: Tx,
  { adminId, id, self = false }: { adminId: string; id: string; self?: boolean },
): Promise<Target> {
  await tx.$queryRaw`
    SELECT id::text FROM "user" WHERE role = 'admin' OR id = ${id}::uuid
    ORDER BY id FOR NO KEY UPDATE`;
  const admin = await tx.user.findUnique({
    where: { id: adminId, role: "admin", disabledAt: null },
    select: { id: true },
  });
  if (admin === null) throw notFound("page");
  if (id === adminId && !self) {
    throw new AppError(
      "own-account",
      "That is the account you use, so you could lock yourself out. Another admin can do it.",
    );
  }
  const user = await tx.user.findUnique({
    where: { id },
    select: { email: true, disabledAt: true, role: true },
  });
  if (user === null) throw notFound("account");
  if (user.email === null) {
    throw new AppError("not-an-account", "A guest has no account, so this can't be done to one.");
  }
  return { ...user, email: user.email };
}
