import "server-only";
import type { PgBoss } from "pg-boss";
import { db } from "../db";
import { QUEUE, type TurnJob } from "./queue";

/**
 * Puts waiting turns back whose job is gone: a worker died between taking the job and claiming the
 * turn. Sending twice does no harm, a turn is claimed once.
 */
export async function resendLost(boss: PgBoss, olderThanMs = 15_000): Promise<number> {
  const turns = await db().turn.findMany({
    where: { state: "queued", queuedAt: { lt: new Date(Date.now() - olderThanMs) } },
    select: { id: true },
  });
  let sent = 0;
  for (const { id: turnId } of turns) {
    const jobs = await boss.findJobs<TurnJob>(QUEUE, { data: { turnId } });
    if (jobs.some(({ state }) => state === "created" || state === "retry")) continue;
    await boss.send(QUEUE, { turnId } satisfies TurnJob);
    sent += 1;
  }
  return sent;
}
