import "server-only";
import type { ExportJob } from "@/lib/contracts/jobs";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { removeExportFiles } from "./export-files";

const EXPORT = {
  ...{ id: true, state: true, done: true, total: true, error: true },
  ...{ bytes: true, createdAt: true, expiresAt: true },
} as const satisfies Prisma.AccountJobSelect;

const toExport = (row: Prisma.AccountJobGetPayload<{ select: typeof EXPORT }>): ExportJob => ({
  ...{ id: row.id, state: row.state, done: row.done, total: row.total, error: row.error },
  bytes: row.bytes === null ? null : Number(row.bytes),
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
});

/** A person's exports of everything, newest first: at most the one under way and the last one. */
export async function listExports(userId: string): Promise<ExportJob[]> {
  const rows = await db().accountJob.findMany({
    where: { userId, kind: "export" },
    orderBy: { createdAt: "desc" },
    take: 10,
    select: EXPORT,
  });
  return rows.map(toExport);
}

/**
 * Asks a worker for a file of everything that an account holds. One at a time; the one before goes.
 *
 * @throws AppError unauthenticated for a guest, job-running.
 */
export async function requestExport(user: {
  id: string;
  email: string | null;
}): Promise<ExportJob> {
  const { id: userId, email } = user;
  if (email === null) {
    throw new AppError(
      "unauthenticated",
      "Only an account can be exported. Make an account first.",
    );
  }
  const { job, old } = await db().$transaction(async (tx) => {
    // Two at once ask one after the other.
    await tx.$queryRaw`SELECT id::text FROM "user" WHERE id = ${userId}::uuid FOR UPDATE`;
    const rows = await tx.accountJob.findMany({
      where: { userId },
      select: { id: true, state: true },
    });
    if (rows.some(({ state }) => state === "queued" || state === "running")) {
      throw new AppError("job-running", "An export is being written already. Wait for it.");
    }
    const ids = rows.map(({ id }) => id);
    await tx.accountJob.deleteMany({ where: { id: { in: ids } } });
    const made = await tx.accountJob.create({ data: { userId, kind: "export" }, select: EXPORT });
    await recordAudit(tx, { userId, action: "export-requested", subject: made.id });
    return { job: made, old: ids };
  });
  for (const id of old) await removeExportFiles(id);
  return toExport(job);
}

/**
 * Removes an export, file and row; one that is being written ends.
 *
 * @throws AppError not-found.
 */
export async function removeExport(userId: string, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const { count } = await tx.accountJob.deleteMany({ where: { id, userId, kind: "export" } });
    if (count === 0) throw notFound("export");
    await recordAudit(tx, { userId, action: "export-removed", subject: id });
  });
  await removeExportFiles(id);
}
