import "server-only";
import type { ResetLink } from "@/lib/contracts/account";
import type { ChangeUser } from "@/lib/contracts/admin";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { makeResetToken } from "../users/reset-password";
import { holdTarget } from "./hold-admins";

type Options = { adminId: string; id: string };

/**
 * Gives an account another role, or switches it off or on. Switched off, it is signed out everywhere
 * and cannot sign in; its chats stay.
 *
 * @throws AppError not-found, own-account, not-an-account.
 */
export async function changeUser({
  adminId,
  id,
  change,
}: Options & { change: ChangeUser }): Promise<void> {
  await db().$transaction(async (tx) => {
    await holdTarget(tx, { adminId, id });
    const by = { userId: adminId, subject: id };
    if ("role" in change) {
      const { role } = change;
      await tx.user.update({ where: { id }, data: { role }, select: { id: true } });
      await recordAudit(tx, { ...by, action: "role-changed", detail: { role } });
      return;
    }
    const disabledAt = change.disabled ? new Date() : null;
    await tx.user.update({ where: { id }, data: { disabledAt }, select: { id: true } });
    if (!change.disabled) {
      await recordAudit(tx, { ...by, action: "account-enabled" });
      return;
    }
    const { count } = await tx.session.deleteMany({ where: { userId: id } });
    await recordAudit(tx, { ...by, action: "account-disabled", detail: { ended: count } });
  });
}

/**
 * Signs an account out everywhere.
 *
 * @returns how many sessions ended.
 * @throws AppError not-found, own-account, not-an-account.
 */
export async function endSessions({ adminId, id }: Options): Promise<number> {
  return await db().$transaction(async (tx) => {
    await holdTarget(tx, { adminId, id });
    const { count } = await tx.session.deleteMany({ where: { userId: id } });
    const detail = { ended: count };
    await recordAudit(tx, { userId: adminId, action: "sessions-ended", subject: id, detail });
    return count;
  });
}

/**
 * Makes the link by which an account's person sets another password. Handing it over is the admin's
 * part: there is no e-mail.
 *
 * @throws AppError not-found, own-account, not-an-account.
 */
export async function makeResetLink({ adminId, id }: Options): Promise<ResetLink> {
  return await db().$transaction(async (tx) => {
    await holdTarget(tx, { adminId, id });
    const link = await makeResetToken(tx, id);
    await recordAudit(tx, { userId: adminId, action: "reset-link-made", subject: id });
    return link;
  });
}
