import "server-only";
import type { ListUsers, UserPage } from "@/lib/contracts/admin";
import type { Prisma } from "@/lib/generated/prisma/client";
import { db } from "../db";

/** People of one page. */
export const PAGE = 50;

const KINDS = {
  accounts: { guest: false },
  guests: { guest: true },
  admins: { role: "admin" },
  disabled: { disabledAt: { not: null } },
} as const satisfies Record<string, Prisma.UserWhereInput>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function searched(q: string | undefined): Prisma.UserWhereInput {
  if (q === undefined || q === "") return {};
  if (UUID.test(q)) return { id: q.toLowerCase() };
  // As written: Prisma would take these signs for LIKE's own.
  return { email: { contains: q.toLowerCase().replace(/[\\%_]/g, "\\$&") } };
}

/**
 * One page of the people of this instance, newest first (an id tells when it was made), with counts
 * of what is theirs: never a word of it.
 */
export async function listUsers(
  adminId: string,
  { q, kind = "accounts", after }: ListUsers = {},
): Promise<UserPage> {
  const now = new Date();
  const open = { expires: { gt: now } };
  const rows = await db().user.findMany({
    where: {
      ...KINDS[kind],
      AND: [searched(q), after === undefined ? {} : { id: { lt: after } }],
    },
    orderBy: { id: "desc" },
    take: PAGE + 1,
    select: {
      ...{ id: true, email: true, role: true, createdAt: true, disabledAt: true },
      sessions: {
        where: open,
        orderBy: { createdAt: "desc" },
        take: 1,
        select: { createdAt: true },
      },
      _count: { select: { sessions: { where: open }, chats: { where: { deletedAt: null } } } },
    },
  });
  const page = rows.slice(0, PAGE);
  return {
    users: page.map(({ id, email, role, createdAt, disabledAt, sessions, _count }) => ({
      ...{ id, email, admin: role === "admin", self: id === adminId },
      createdAt: createdAt.toISOString(),
      disabledAt: disabledAt?.toISOString() ?? null,
      signedInAt: sessions[0]?.createdAt.toISOString() ?? null,
      ...{ sessions: _count.sessions, chats: _count.chats },
    })),
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}
