import "server-only";
import type { Me } from "@/lib/contracts/account";
import { db } from "../db";
import { sessionUserId } from "./auth";
import { guestOfBrowser } from "./guest";

const SELECT = {
  id: true,
  guest: true,
  email: true,
  name: true,
  audience: true,
  role: true,
} as const;

export type CurrentUser = {
  id: string;
  guest: boolean;
  email: string | null;
  name: string | null;
  audience: Me["audience"];
  role: "user" | "admin";
};

/**
 * Who sends this request: the account signed in (its Session row is checked each time), else the
 * guest of this browser, else null. Works in route handlers, pages and server actions.
 */
export async function currentUser(): Promise<CurrentUser | null> {
  const id = (await sessionUserId()) ?? (await guestOfBrowser())?.id;
  if (id === undefined) return null;
  return await db().user.findUnique({ where: { id, disabledAt: null }, select: SELECT });
}

/** Reads one user afresh, after something about it changed. */
export async function readUser(id: string): Promise<CurrentUser | null> {
  return await db().user.findUnique({ where: { id }, select: SELECT });
}

/** What the browser learns about who it is. */
export function toMe(user: CurrentUser | null): Me {
  if (user === null) return { id: null, guest: false, email: null, name: null, audience: null };
  const { id, guest, email, name, audience } = user;
  return { id, guest, email, name, audience };
}
