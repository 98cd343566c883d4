import type { LlmShape } from "../registry";
import { KvCache } from "./kv-cache";

/** A cache and the messages it holds: a hash of all messages up to each, and where each ends. */
export type KvEntry = { kv: KvCache; hashes: string[]; ends: number[] };

/**
 * Caches of finished messages, least recently used last to stay. A taken entry belongs to its
 * taker until it is given back. What is reused was made by the same runs on the same inputs as
 * it would be anew, so answers do not depend on it.
 */
export class KvPool {
  readonly #shape: LlmShape;
  readonly #limit: number;
  #idle: KvEntry[] = [];
  readonly #busy = new Set<KvEntry>();

  /** `limit`: bytes of all caches together above which idle ones are let go. */
  constructor(shape: LlmShape, limit: number) {
    this.#shape = shape;
    this.#limit = limit;
  }

  /** Bytes of idle caches. */
  get idleBytes(): number {
    return this.#idle.reduce((sum, entry) => sum + entry.kv.bytes, 0);
  }

  /**
   * A cache cut to the longest beginning it shares with `hashes`, with room for `length` positions. Another chat's cache that only
   * shares the system message is left alone.
   */
  take(hashes: readonly string[], length: number): KvEntry {
    let best: { entry: KvEntry; shared: number } | null = null;
    for (const entry of this.#idle) {
      const shared = sharedLength(entry.hashes, hashes);
      if (shared > (best?.shared ?? 1)) best = { entry, shared };
    }
    const entry = best?.entry ?? { kv: new KvCache(this.#shape), hashes: [], ends: [] };
    this.#idle = this.#idle.filter((other) => other !== entry);
    cut(entry, best?.shared ?? 0);
    entry.kv.reserve(length);
    this.#busy.add(entry);
    this.#trim();
    return entry;
  }

  /** Gives a cache back. */
  release(entry: KvEntry): void {
    this.#busy.delete(entry);
    if (entry.ends.length > 0) this.#idle.push(entry);
    this.#trim();
  }

  #trim(): void {
    let busy = 0;
    for (const entry of this.#busy) busy += entry.kv.bytes;
    while (this.#idle.length > 0 && this.idleBytes + busy > this.#limit) this.#idle.shift();
  }
}

function sharedLength(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n += 1;
  return n;
}

/** Keeps the first `messages` messages of an entry. */
export function cut(entry: KvEntry, messages: number): void {
  entry.hashes.length = Math.min(entry.hashes.length, messages);
  entry.ends.length = entry.hashes.length;
  entry.kv.truncate(entry.ends.at(-1) ?? 0);
}
