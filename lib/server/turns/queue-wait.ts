import "server-only";
import { roundedWait } from "@/lib/contracts/waiting-words";
import { db } from "../db";

/** A worker that was heard of within this many seconds counts as one that answers. */
const HEARD_S = 12;
/** Until what a worker left is back in the queue. */
const LOST_S = 20;
/** Until a free place takes a question, also where no NOTIFY came. */
const TAKEN_S = 12;
const BETWEEN_S = 1;
/** Answers that are looked at, and how few are too few to say anything. */
const MOST = 50;
const FEWEST = 3;
/** The next answer may take longer than the longest of these. */
const MARGIN = 1.3;
const KEPT_MS = 5_000;

export type Place = {
  /** Questions that wait and came before. */
  ahead: number;
  /** Seconds within which the answer begins, rounded up; null where that can't be said. */
  waitSeconds: number | null;
};

type Counts = { ahead: number; slots: number; running: number; lost: number; longest: number };

/** How many come before a turn, and who works: one moment's figures. */
async function countsFor(turnId: string): Promise<Counts | null> {
  const [row] = await db().$queryRaw<Counts[]>`
    WITH alive AS (
      SELECT name, slots FROM worker
      WHERE warm AND heartbeat_at > now() - make_interval(secs => ${HEARD_S}))
    SELECT
      (SELECT count(*) FROM turn AS other WHERE other.state = 'queued'
        AND (other.queued_at, other.id) < (mine.queued_at, mine.id))::int AS ahead,
      (SELECT coalesce(sum(slots), 0) FROM alive)::int AS slots,
      count(busy.id) FILTER (WHERE busy.worker_name IN (SELECT name FROM alive))::int AS running,
      count(busy.id) FILTER (WHERE busy.worker_name NOT IN (SELECT name FROM alive))::int AS lost,
      coalesce(extract(epoch FROM max(now() - busy.started_at)), 0)::float8 AS longest
    FROM turn AS mine LEFT JOIN turn AS busy ON busy.state = 'running'
    WHERE mine.id = ${turnId}::uuid AND mine.state = 'queued'
    GROUP BY mine.id`;
  return row ?? null;
}

/**
 * Seconds that the longest of the last answers took or, where it ran beside few others, would take
 * with every place of the workers taken: they share the processor. Null before three are measured.
 */
async function longestRecent(slots: number): Promise<number | null> {
  const rows = await db().$queryRaw<{ seconds: number; beside: number }[]>`
    WITH recent AS (
      SELECT id, started_at, ended_at FROM turn
      WHERE ended_at > now() - interval '1 day' AND started_at IS NOT NULL
      ORDER BY ended_at DESC LIMIT ${MOST})
    SELECT extract(epoch FROM recent.ended_at - recent.started_at)::float8 AS seconds,
      coalesce(extract(epoch FROM sum(least(recent.ended_at, coalesce(other.ended_at, now()))
        - greatest(recent.started_at, other.started_at))), 0)::float8 AS beside
    FROM recent LEFT JOIN turn AS other ON other.id <> recent.id
      AND other.started_at < recent.ended_at
      AND (other.ended_at > recent.started_at OR other.state = 'running')
    GROUP BY recent.id, recent.started_at, recent.ended_at`;
  if (rows.length < FEWEST) return null;
  const full = ({ seconds, beside }: { seconds: number; beside: number }): number =>
    seconds <= 0 ? 0 : (seconds * slots) / Math.min(slots, 1 + beside / seconds);
  return Math.max(...rows.map(full));
}

const kept = globalThis as typeof globalThis & {
  evlfLongest?: { slots: number; until: number; seconds: Promise<number | null> };
};

/** Many readers ask at once whenever the queue moves: the measured answers are read now and then. */
function longestKept(slots: number): Promise<number | null> {
  const now = Date.now();
  if (kept.evlfLongest?.slots !== slots || kept.evlfLongest.until < now) {
    const seconds = longestRecent(slots);
    kept.evlfLongest = { slots, until: now + KEPT_MS, seconds };
    seconds.catch(() => delete kept.evlfLongest);
  }
  return kept.evlfLongest.seconds;
}

/**
 * The longest that a question waits: how often all places of the workers must come free before one is
 * its own, each time as long as the longest answer. What dead workers left goes first and counts.
 *
 * @param longest Seconds of one answer.
 */
export function longestWait(counts: Counts, longest: number): number {
  const { ahead, slots, running, lost } = counts;
  const before = ahead + lost;
  const free = Math.max(0, slots - running);
  const start = TAKEN_S + (lost > 0 ? LOST_S : 0);
  if (before < free) return start;
  const one = MARGIN * Math.max(longest, counts.longest) + BETWEEN_S;
  return start + Math.ceil((before - free + 1) / slots) * one;
}

/** Where a turn stands in the queue and how long it waits at most; null when it runs or has ended. */
export async function placeOf(turnId: string): Promise<Place | null> {
  const counts = await countsFor(turnId);
  if (counts === null) return null;
  const { ahead, slots } = counts;
  if (slots === 0) return { ahead, waitSeconds: null };
  const longest = await longestKept(slots);
  const waits = ahead + counts.lost >= slots - counts.running;
  if (longest === null && waits) return { ahead, waitSeconds: null };
  return { ahead, waitSeconds: roundedWait(longestWait(counts, longest ?? 0)) };
}
