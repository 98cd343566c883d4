import "server-only";

/** At most `max` times in a window of `windowMs`, which starts at the first time. */
export type Limit = { max: number; windowMs: number };

type Window = { ends: number; left: number };

const MOST_KEYS = 20_000;
const shared = globalThis as typeof globalThis & { evlfLimits?: Map<string, Window> };

/**
 * Takes one from the key's window. Counted in this process only, and for the last 20,000 keys, so
 * that a flood of keys can't fill the memory.
 *
 * @returns 0 when it was there to take, else the seconds until the window ends.
 */
export function takeFromLimit(key: string, { max, windowMs }: Limit, now = Date.now()): number {
  shared.evlfLimits ??= new Map();
  const windows = shared.evlfLimits;
  const open = windows.get(key);
  const window = open && open.ends > now ? open : { ends: now + windowMs, left: max };
  windows.delete(key);
  windows.set(key, window);
  if (windows.size > MOST_KEYS) {
    const oldest = windows.keys().next().value;
    if (oldest !== undefined) windows.delete(oldest);
  }
  if (window.left <= 0) return Math.max(1, Math.ceil((window.ends - now) / 1000));
  window.left -= 1;
  return 0;
}
