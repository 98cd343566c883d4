import "server-only";
import { cookies } from "next/headers";
import { db } from "../db";
import { currentSessionToken } from "./auth";
import { GUEST_COOKIE } from "./guest";
import { hashToken } from "./hash-token";

/**
 * Remembers with which session this request came, and answers a function that says whether that
 * session still holds: for what goes on long after the request was let in.
 */
export async function sessionCheck(): Promise<() => Promise<boolean>> {
  const guest = (await cookies()).get(GUEST_COOKIE)?.value;
  const sessionToken =
    (await currentSessionToken()) ?? (guest === undefined ? null : hashToken(guest));
  return async () => {
    if (sessionToken === null) return false;
    const row = await db().session.findUnique({
      where: { sessionToken },
      select: { expires: true },
    });
    return row !== null && row.expires > new Date();
  };
}
