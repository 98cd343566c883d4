import "server-only";
import type { Me, SetAudience } from "@/lib/contracts/account";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { readUser, toMe } from "./current-user";

/** Keeps whom this person wants answers written for. */
export async function setAudience(userId: string, { audience }: SetAudience): Promise<Me> {
  await db().$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { audience }, select: { id: true } });
    const detail = { audience };
    await recordAudit(tx, { userId, action: "audience-changed", subject: userId, detail });
  });
  return toMe(await readUser(userId));
}
