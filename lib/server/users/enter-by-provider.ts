import "server-only";
import { z } from "zod";
import type { SignInProblem } from "@/lib/contracts/account";
import { Prisma } from "@/lib/generated/prisma/client";
import { recordAudit } from "../audit/record-audit";
import { db, type Tx } from "../db";

export const PROVIDER = "oidc";

/** Who a provider says that somebody is. */
export type Identity = {
  /** The issuer's address and its name for the person: together one person, for ever. */
  issuer: string;
  subject: string;
  email: string | null;
  /** The provider says that it has proved the address. */
  emailVerified: boolean;
  name: string | null;
};

type Enter = {
  identity: Identity;
  /** The account that this browser is signed in to and that asked to be connected; else null. */
  connectTo: string | null;
};

export type Entered = { userId: string } | { problem: SignInProblem };

const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** What `account.provider_account_id` holds: another issuer's person of the same name is another. */
export const accountIdOf = ({ issuer, subject }: Pick<Identity, "issuer" | "subject">): string =>
  `${issuer} ${subject}`;

/**
 * Finds, connects or makes the account of somebody who comes from the provider.
 *
 * The rule: an identity leads to the account that it is connected to and to no other. A connection
 * is made in two ways alone, with a new account or by somebody who is signed in to the account. The
 * same e-mail address connects nothing, proved or not: who made the account here with a password
 * may have typed somebody else's address.
 */
export async function enterByProvider({ identity, connectTo }: Enter): Promise<Entered> {
  const key = { provider: PROVIDER, providerAccountId: accountIdOf(identity) };
  try {
    return await db().$transaction(async (tx) => {
      const known = await tx.account.findUnique({
        where: { provider_providerAccountId: key },
        select: { user: { select: { id: true, disabledAt: true } } },
      });
      if (known !== null) {
        if (connectTo !== null && connectTo !== known.user.id) return { problem: "connected" };
        if (known.user.disabledAt !== null) return { problem: "disabled" };
        return { userId: known.user.id };
      }
      if (connectTo === null) return await newAccount(tx, identity, key);
      await tx.account.create({
        data: { ...key, userId: connectTo, type: "oidc" },
        select: { id: true },
      });
      await recordAudit(tx, {
        ...{ userId: connectTo, action: "account-connected", subject: connectTo },
      });
      return { userId: connectTo };
    });
  } catch (error) {
    // Two at once with the same address or identity: one of them came first.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      return { problem: "email-taken" };
    }
    throw error;
  }
}

async function newAccount(
  tx: Tx,
  { email, emailVerified, name }: Identity,
  key: { provider: string; providerAccountId: string },
): Promise<Entered> {
  const parsed = emailSchema.safeParse(email);
  if (!parsed.success) return { problem: "no-email" };
  const taken = await tx.user.findUnique({ where: { email: parsed.data }, select: { id: true } });
  if (taken !== null) return { problem: "email-taken" };
  const { id: userId } = await tx.user.create({
    data: {
      email: parsed.data,
      emailVerified: emailVerified ? new Date() : null,
      name: name?.slice(0, 80) ?? null,
      accounts: { create: { ...key, type: "oidc" } },
    },
    select: { id: true },
  });
  await recordAudit(tx, { userId, action: "sign-up", detail: { provider: true } });
  return { userId };
}
