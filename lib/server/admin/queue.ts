import "server-only";
import type { QueuePage } from "@/lib/contracts/admin";
import { db } from "../db";
import { limitNow } from "../limit-settings";
import { MOST_OF_ALL, MOST_OF_ONE } from "../turns/queue-bounds";

const MOST_PEOPLE = 100;

type Totals = { waiting: number; running: number; oldestSeconds: number | null };

/** How many questions wait and run, since when, and whose they are: counts, no question. */
export async function readQueue(): Promise<QueuePage> {
  const [totals] = await db().$queryRaw<Totals[]>`
    SELECT count(*) FILTER (WHERE state = 'queued')::int AS waiting,
      count(*) FILTER (WHERE state = 'running')::int AS running,
      extract(epoch FROM now() - min(queued_at) FILTER (WHERE state = 'queued'))::float8
        AS "oldestSeconds"
    FROM turn WHERE state IN ('queued', 'running')`;
  const people = await db().$queryRaw<QueuePage["people"]>`
    SELECT turn.user_id::text AS id, "user".email,
      count(*) FILTER (WHERE state = 'queued')::int AS waiting,
      count(*) FILTER (WHERE state = 'running')::int AS running
    FROM turn JOIN "user" ON "user".id = turn.user_id
    WHERE state IN ('queued', 'running')
    GROUP BY turn.user_id, "user".email
    ORDER BY count(*) DESC, turn.user_id LIMIT ${MOST_PEOPLE}`;
  return {
    waiting: totals?.waiting ?? 0,
    running: totals?.running ?? 0,
    oldestSeconds: totals?.oldestSeconds ?? null,
    most: await limitNow("waiting", MOST_OF_ALL),
    mostOfOne: await limitNow("waiting-of-one", MOST_OF_ONE),
    people,
  };
}
