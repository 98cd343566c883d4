import "server-only";
import { randomBytes } from "node:crypto";
import { cookies, headers } from "next/headers";
import { recordAudit } from "../audit/record-audit";
import { currentCaller } from "../caller";
import { db } from "../db";
import { hashToken } from "./hash-token";

export const GUEST_COOKIE = "evlf-guest";
const GUEST_DAYS = 90;

/** The guest that a cookie's token belongs to, or null. */
export async function findGuest(token: string | undefined): Promise<{ id: string } | null> {
  if (token === undefined || token === "") return null;
  const session = await db().session.findUnique({
    where: { sessionToken: hashToken(token) },
    select: { expires: true, user: { select: { id: true, guest: true } } },
  });
  if (session === null || session.expires <= new Date() || !session.user.guest) return null;
  return { id: session.user.id };
}

/** Makes a guest and gives this browser its cookie. Only where cookies can be set: route handlers. */
export async function makeGuest(): Promise<{ id: string }> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(Date.now() + GUEST_DAYS * 86_400_000);
  const user = await db().$transaction(async (tx) => {
    const made = await tx.user.create({
      data: {
        guest: true,
        sessions: { create: { sessionToken: hashToken(token), expires, ...currentCaller() } },
      },
      select: { id: true },
    });
    await recordAudit(tx, { userId: made.id, action: "guest-made", subject: made.id });
    return made;
  });
  const jar = await cookies();
  const secure = (await headers()).get("x-forwarded-proto") === "https";
  jar.set(GUEST_COOKIE, token, { httpOnly: true, sameSite: "lax", path: "/", expires, secure });
  return user;
}

/** The guest of this browser, read from its cookie, or null. */
export async function guestOfBrowser(): Promise<{ id: string } | null> {
  const jar = await cookies();
  return await findGuest(jar.get(GUEST_COOKIE)?.value);
}

/** Takes the guest's cookie away: what it led to belongs to an account now. */
export async function forgetGuest(): Promise<void> {
  const jar = await cookies();
  jar.delete(GUEST_COOKIE);
}
