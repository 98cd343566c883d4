import "server-only";
import type { Tx } from "../db";
import { removeUnused } from "./remove-unused";

/**
 * Removes what these pictures were trimmed from, now that they are asked about, row and file: a
 * border can hold a name too.
 */
export async function dropUntrimmed(tx: Tx, ids: readonly string[]): Promise<void> {
  const rows = await tx.image.findMany({
    where: { trimmed: { some: { id: { in: [...ids] } } } },
    select: { id: true, userId: true },
  });
  if (rows.length > 0) await removeUnused(tx, rows);
}
