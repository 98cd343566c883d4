import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db, type Tx } from "../db";
import { env } from "../env";
import { thenDropFiles } from "./loose-files";

type Row = { id: string; userId: string };

/**
 * Removes the rows of those of the given pictures that no message refers to. Runs in the caller's
 * transaction; the file of a hash whose last row went is removed behind its commit
 * (`thenDropFiles`), so that a failure keeps both.
 */
export async function removeUnused(tx: Tx, rows: Row[]): Promise<void> {
  for (const { id, userId } of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { count } = await tx.image.deleteMany({ where: { id, messages: { none: {} } } });
    if (count === 0) continue;
    await recordAudit(tx, { userId, action: "image-deleted", subject: id });
  }
}

/** How long a picture that nobody asked about yet stays: a day, where nothing else is set. */
const unaskedSince = (): Date =>
  new Date(Date.now() - env().UNASKED_PICTURES_KEPT_HOURS * 3_600_000);

/** Removes pictures that were uploaded a while ago and never asked about. */
export async function sweepImages(olderThan = unaskedSince()): Promise<number> {
  const rows = await db().image.findMany({
    where: { createdAt: { lt: olderThan }, messages: { none: {} } },
    select: { id: true, userId: true },
    take: 100,
  });
  if (rows.length > 0) await thenDropFiles((tx) => removeUnused(tx, rows));
  return rows.length;
}
