import "server-only";
import { db, type Tx } from "./db";
import type { Limit } from "./limit";

/**
 * Takes one from the key's window, counted in the database: every web server of this instance
 * counts together. One statement, so that two at once can't take the same one. In a caller's
 * transaction it counts only if that ends well.
 *
 * @returns 0 when it was there to take, else the seconds until the window ends.
 */
export async function takeFromSharedLimit(
  key: string,
  { max, windowMs }: Limit,
  client: Tx = db(),
): Promise<number> {
  const [row] = await client.$queryRaw<{ taken: number; wait: number }[]>`
    INSERT INTO rate_window AS w (key, ends, taken)
    VALUES (${key}, now() + ${windowMs}::int * interval '1 millisecond', 1)
    ON CONFLICT (key) DO UPDATE SET
      taken = CASE WHEN w.ends <= now() THEN 1 ELSE least(w.taken + 1, 1000000) END,
      ends = CASE WHEN w.ends <= now() THEN excluded.ends ELSE w.ends END
    RETURNING taken, ceil(extract(epoch FROM ends - now()))::int AS wait`;
  return row === undefined || row.taken <= max ? 0 : Math.max(1, row.wait);
}

/** Removes windows that have ended. */
export async function sweepLimits(now = new Date()): Promise<number> {
  const { count } = await db().rateWindow.deleteMany({ where: { ends: { lt: now } } });
  return count;
}
