import "server-only";
import type { AuditPage, AuditRow, ListAudit } from "@/lib/contracts/admin";
import type { Prisma } from "@/lib/generated/prisma/client";
import { db } from "../db";

/** Rows of one page. */
export const PAGE = 50;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

/** What one person did, and what was done to them; null where there is no such person. */
async function ofPerson(person: string | undefined): Promise<Prisma.AuditWhereInput | null> {
  if (person === undefined || person === "") return {};
  const id = UUID.test(person)
    ? person.toLowerCase()
    : (
        await db().user.findUnique({
          where: { email: person.toLowerCase() },
          select: { id: true },
        })
      )?.id;
  return id === undefined ? null : { OR: [{ userId: id }, { subject: id }] };
}

function within({ from, to }: ListAudit): Prisma.AuditWhereInput {
  const at: Prisma.DateTimeFilter = {};
  if (from !== undefined) at.gte = new Date(from.length > 10 ? `${from}Z` : from);
  if (to !== undefined) {
    // A day or minute that is named is meant whole.
    const span = to.length > 10 ? 60_000 : 86_400_000;
    at.lt = new Date(new Date(to.length > 10 ? `${to}Z` : to).getTime() + span);
  }
  return { at };
}

function behind(after: string | undefined): Prisma.AuditWhereInput {
  const [, time, id] = PLACE.exec(after ?? "") ?? [];
  if (time === undefined || id === undefined) return {};
  const at = new Date(time);
  // The first bound is what the index starts from.
  return { at: { lte: at }, OR: [{ at: { lt: at } }, { id: { lt: id } }] };
}

/** The actions that there are rows of, each found by a step into the index instead of reading all. */
async function actions(): Promise<string[]> {
  const rows = await db().$queryRaw<{ action: string }[]>`
    WITH RECURSIVE step AS (
      (SELECT action FROM audit ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT action FROM audit WHERE action > step.action ORDER BY action LIMIT 1)
      FROM step WHERE step.action IS NOT NULL
    ) SELECT action FROM step WHERE action IS NOT NULL`;
  return rows.map(({ action }) => action);
}

function plainDetail(detail: Prisma.JsonValue | null): AuditRow["detail"] {
  if (typeof detail !== "object" || detail === null || Array.isArray(detail)) return {};
  const plain = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);
  return Object.fromEntries(
    Object.entries(detail).filter(([, value]) => plain(value)),
  ) as AuditRow["detail"];
}

/**
 * One page of the audit, newest first, by person, action, thing and time. A row tells who did what
 * to which thing, when and from where; things are ids, so it holds no word of a chat.
 */
export async function listAudit(query: ListAudit = {}): Promise<AuditPage> {
  const person = await ofPerson(query.person);
  const known = await actions();
  if (person === null) return { rows: [], actions: known, next: null };
  const { action, thing } = query;
  const rows = await db().audit.findMany({
    where: {
      ...(action === undefined ? {} : { action }),
      ...(thing === undefined || thing === "" ? {} : { subject: thing }),
      AND: [person, within(query), behind(query.after)],
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    select: {
      ...{ id: true, at: true, action: true, userId: true, subject: true, address: true },
      ...{ detail: true, user: { select: { email: true } } },
    },
  });
  const page = rows.slice(0, PAGE);
  const subjects = [...new Set(page.map(({ subject }) => subject ?? ""))];
  const accounts = await db().user.findMany({
    where: { id: { in: subjects.filter((id) => UUID.test(id)) } },
    select: { id: true, email: true },
  });
  const emails = new Map(accounts.map(({ id, email }) => [id, email]));
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  return {
    rows: page.map(({ userId, user, at, detail, ...row }) => ({
      ...row,
      at: at.toISOString(),
      personId: userId,
      email: user?.email ?? null,
      subjectEmail: emails.get(row.subject ?? "") ?? null,
      detail: plainDetail(detail),
    })),
    actions: known,
    next: last === undefined ? null : `${last.at.toISOString()}_${last.id}`,
  };
}
