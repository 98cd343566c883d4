import "server-only";
import type { Me, SetAudience } from "@/lib/contracts/account";
import { db } from "../db";
import { readUser, toMe } from "./current-user";

/** Keeps whom this person wants answers written for. */
export async function setAudience(userId: string, { audience }: SetAudience): Promise<Me> {
  await db().user.update({ where: { id: userId }, data: { audience }, select: { id: true } });
  return toMe(await readUser(userId));
}
