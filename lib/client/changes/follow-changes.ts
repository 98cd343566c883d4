import { openChanges } from "@/lib/client/api/changes";
import { ApiError } from "@/lib/client/api/http";
import { createEventReader } from "@/lib/client/chat/sse";
import type { ChatChanges } from "@/lib/contracts/changes";

export type FollowChanges = {
  onChanges: (changes: ChatChanges) => void;
  signal: AbortSignal;
  /** Resolves after so many milliseconds, or sooner when there is reason to try at once. */
  pause: (ms: number) => Promise<void>;
  /** For tests. */
  open?: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  silentMs?: number;
};

const SHORTEST_MS = 500;
const LONGEST_MS = 15_000;
/** The server says something every 15 seconds: after this long the connection is dead. */
const SILENT_MS = 40_000;
/** There is nobody yet whose chats could change; a first question makes somebody. */
const NOBODY_MS = 10_000;

/**
 * Follows the changes until the signal fires. A connection that ends, breaks or falls silent is
 * opened again; its first event says that anything may have changed, so nothing is missed.
 */
export async function followChanges(options: FollowChanges): Promise<void> {
  const { signal, pause } = options;
  for (let failures = 0; !signal.aborted; ) {
    try {
      if (await readOnce(options)) failures = 0;
      await pause(SHORTEST_MS);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const nobody = error instanceof ApiError && error.status === 401;
      await pause(nobody ? NOBODY_MS : Math.min(LONGEST_MS, SHORTEST_MS * 2 ** failures));
    }
  }
}

/** One connection, to its end; whether anything came. */
async function readOnce(options: FollowChanges): Promise<boolean> {
  const { onChanges, signal, open = openChanges, silentMs = SILENT_MS } = options;
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), silentMs);
  const connection = AbortSignal.any([signal, silent.signal]);
  let came = false;
  // A connection from before the network went away may never say that it is dead.
  const back = (): void => silent.abort();
  globalThis.addEventListener?.("online", back);
  try {
    const body = await open(connection);
    const reader = body.pipeThrough(new TextDecoderStream() as never).getReader();
    const end = (): void => void reader.cancel().catch(() => undefined);
    connection.addEventListener("abort", end, { once: true });
    const readEvents = createEventReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || connection.aborted) return came;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), silentMs);
      for (const event of readEvents(String(value))) {
        came = true;
        onChanges(JSON.parse(event.data) as ChatChanges);
      }
    }
  } finally {
    globalThis.removeEventListener?.("online", back);
    clearTimeout(timer);
  }
}
