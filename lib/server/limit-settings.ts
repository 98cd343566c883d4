import "server-only";
import { db, type Tx } from "./db";
import { env } from "./env";
import { LIMITS } from "./limits";
import { MOST_OF_ALL, MOST_OF_ONE } from "./turns/queue-bounds";

const DAY_MS = 86_400_000;

/** A bound that an admin may change while the server runs. */
export type Settable = {
  fallback: () => number;
  least: number;
  most: number;
  /** The window that it counts in; null where it counts what is there now. */
  windowMs: number | null;
};

const settable = (fallback: () => number, windowMs: number | null, least = 1): Settable => ({
  ...{ fallback, windowMs, least, most: 1_000_000 },
});

const shared = ["question", "upload", "signIn", "provider", "signUp"] as const;

/** Every settable limit by its name; `NAME@` is for one network address. */
export const SETTABLE: ReadonlyMap<string, Settable> = new Map([
  ["guest-turns", settable(() => env().GUEST_TURNS, DAY_MS, 0)],
  ["guest-turns@", settable(() => env().GUEST_TURNS_PER_ADDRESS, DAY_MS, 0)],
  ...shared.flatMap((key): [string, Settable][] => {
    const { name, max, perAddress, windowMs } = LIMITS[key];
    return [
      [name, settable(() => max, windowMs)],
      [`${name}@`, settable(() => perAddress, windowMs)],
    ];
  }),
  ["waiting", settable(() => MOST_OF_ALL, null)],
  ["waiting-of-one", settable(() => MOST_OF_ONE, null)],
]);

/** How long a server may go on with what it read last. */
export const STALE_MS = 5_000;

type Read = { at: number; values: ReadonlyMap<string, number> };
const kept = globalThis as typeof globalThis & { evlfLimitSettings?: Read };

async function read(client: Tx): Promise<ReadonlyMap<string, number>> {
  const last = kept.evlfLimitSettings;
  if (last !== undefined && Date.now() - last.at < STALE_MS) return last.values;
  const rows = await client.limitSetting.findMany({
    select: { name: true, value: true },
    take: 100,
  });
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  kept.evlfLimitSettings = { at: Date.now(), values };
  return values;
}

/**
 * The bound of this name as it stands: an admin's, at most five seconds old, else the default.
 * A caller inside a transaction passes it, so that it doesn't wait for a second connection.
 */
export async function limitNow(name: string, fallback: number, client: Tx = db()): Promise<number> {
  return (await read(client)).get(name) ?? SETTABLE.get(name)?.fallback() ?? fallback;
}

/** Makes this process read the settings again. */
export function forgetLimits(): void {
  delete kept.evlfLimitSettings;
}
