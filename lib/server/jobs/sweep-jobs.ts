import "server-only";
import { db } from "../db";

const AT_ONCE = 100;

/** Removes jobs whose time is over: the file of an export first, then the row. @returns how many. */
export async function sweepJobs(
  removeFiles: (id: string) => Promise<void>,
  now = new Date(),
): Promise<number> {
  const rows = await db().accountJob.findMany({
    where: { expiresAt: { lt: now } },
    select: { id: true },
    take: AT_ONCE,
  });
  for (const { id } of rows) {
    await removeFiles(id);
    await db().accountJob.deleteMany({ where: { id } });
  }
  return rows.length;
}
