import "server-only";
import { AppError } from "../errors";

/** Streams of changes that one person may have open at one web server: tabs that can be seen. */
export const MOST_STREAMS = 24;

const shared = globalThis as typeof globalThis & {
  evlfChangeStreams?: Map<string, number>;
};

/**
 * Takes one of a person's places for a stream; the function that it answers gives it back, once.
 *
 * @throws AppError rate-limited.
 */
export function takeStream(userId: string): () => void {
  shared.evlfChangeStreams ??= new Map();
  const open = shared.evlfChangeStreams;
  const count = open.get(userId) ?? 0;
  if (count >= MOST_STREAMS) {
    throw new AppError(
      "rate-limited",
      "This account is open in too many tabs. Close some, and news will come here again.",
      "too many streams of changes",
      { retryAfterSeconds: 30 },
    );
  }
  open.set(userId, count + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
  };
}
