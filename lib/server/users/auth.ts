import "server-only";
import { randomUUID } from "node:crypto";
import { PrismaAdapter } from "@auth/prisma-adapter";
import NextAuth, { type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { signInSchema } from "@/lib/contracts/account";
import { recordAudit } from "../audit/record-audit";
import { currentCaller } from "../caller";
import { db } from "../db";
import { env } from "../env";
import { switchedOff } from "../switched-off";
import { checkPassword } from "./password";

const MAX_AGE_SECONDS = 30 * 86_400;

/** Opens a Session row for an account that has just shown who it is; answers its token. */
async function openSession(userId: string): Promise<string> {
  const sessionToken = randomUUID();
  await db().$transaction(async (tx) => {
    await tx.session.create({
      data: {
        ...{ sessionToken, userId, expires: new Date(Date.now() + MAX_AGE_SECONDS * 1000) },
        ...currentCaller(),
      },
      select: { id: true },
    });
    await recordAudit(tx, { userId, action: "sign-in" });
  });
  return sessionToken;
}

async function isOpen(sessionToken: string): Promise<boolean> {
  const row = await db().session.findUnique({
    where: { sessionToken },
    select: { expires: true },
  });
  return switchedOff("session") || (row !== null && row.expires > new Date());
}

/** Ends a session by its token; does nothing where there is none. */
export async function closeSession(sessionToken: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const row = await tx.session.findUnique({ where: { sessionToken }, select: { userId: true } });
    if (row === null) return;
    await tx.session.delete({ where: { sessionToken }, select: { id: true } });
    await recordAudit(tx, { userId: row.userId, action: "sign-out" });
  });
}

/**
 * What every way of signing in shares: a JWT in a cookie that holds the id of a Session row. The row
 * is looked up each time, so deleting it signs that browser out.
 */
export const sharedConfig = () =>
  ({
    adapter: PrismaAdapter(db()),
    secret: env().AUTH_SECRET,
    trustHost: true,
    session: { strategy: "jwt", maxAge: MAX_AGE_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    callbacks: {
      jwt: async ({ token, user }) => {
        if (user?.id !== undefined) {
          return { ...token, sid: await openSession(user.id), uid: user.id };
        }
        return typeof token.sid === "string" && (await isOpen(token.sid)) ? token : null;
      },
      session: ({ session, token }) => ({
        ...session,
        user: { ...session.user, id: String(token.uid) },
        sid: token.sid,
      }),
    },
  }) satisfies Omit<NextAuthConfig, "providers">;

/** Auth.js with e-mail and password. */
export const { auth, signIn, signOut } = NextAuth(() => ({
  ...sharedConfig(),
  providers: [
    Credentials({
      credentials: { email: {}, password: { type: "password" } },
      authorize: async (given) => {
        const parsed = signInSchema.safeParse(given);
        return parsed.success ? await checkPassword(parsed.data.email, parsed.data.password) : null;
      },
    }),
  ],
  events: {
    signOut: async (message) => {
      const sid = "token" in message ? message.token?.sid : undefined;
      if (typeof sid === "string") await closeSession(sid);
    },
  },
}));

/** The account that this request is signed in to, or null. */
export async function sessionUserId(): Promise<string | null> {
  return (await auth())?.user?.id ?? null;
}

/** The token of the Session row that this request is signed in with, or null. */
export async function currentSessionToken(): Promise<string | null> {
  const session: object | null = await auth();
  return session !== null && "sid" in session && typeof session.sid === "string"
    ? session.sid
    : null;
}
