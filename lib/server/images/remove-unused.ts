import "server-only";
import { recordAudit } from "../audit/record-audit";
import { db, type Tx } from "../db";
import { env } from "../env";
import { removeImageFile } from "./files";
import { lockHash } from "./lock-hash";

type Row = { id: string; userId: string; sha256: string };

/**
 * Removes those of the given pictures that no message refers to, row and, with the last row of a
 * hash, file. Runs in the caller's transaction: a failure keeps both.
 */
export async function removeUnused(tx: Tx, rows: Row[]): Promise<void> {
  for (const { id, userId, sha256 } of rows.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    await lockHash(tx, sha256);
    const { count } = await tx.image.deleteMany({ where: { id, messages: { none: {} } } });
    if (count === 0) continue;
    await recordAudit(tx, { userId, action: "image-deleted", subject: id });
    if ((await tx.image.count({ where: { sha256 } })) === 0) await removeImageFile(sha256);
  }
}

/** How long a picture that nobody asked about yet stays: a day, where nothing else is set. */
const unaskedSince = (): Date =>
  new Date(Date.now() - env().UNASKED_PICTURES_KEPT_HOURS * 3_600_000);

/** Removes pictures that were uploaded a while ago and never asked about. */
export async function sweepImages(olderThan = unaskedSince()): Promise<number> {
  const rows = await db().image.findMany({
    where: { createdAt: { lt: olderThan }, messages: { none: {} } },
    select: { id: true, userId: true, sha256: true },
    take: 100,
  });
  if (rows.length > 0) await db().$transaction((tx) => removeUnused(tx, rows));
  return rows.length;
}
