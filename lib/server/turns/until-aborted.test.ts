import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { untilAborted } from "./until-aborted";

async function collect<T>(source: AsyncIterable<T>, seen: T[]): Promise<void> {
  for await (const value of source) seen.push(value);
}

test("after the signal nothing is given, and the source is let to its own end", async () => {
  const abort = new AbortController();
  let cleaned = false;
  async function* source() {
    try {
      for (let n = 0; n < 5; n += 1) {
        if (n === 2) abort.abort();
        yield n;
      }
    } finally {
      cleaned = true;
    }
  }
  const seen: number[] = [];
  await collect(untilAborted(source(), abort.signal), seen);
  expect(seen).toEqual([0, 1]);
  expect(cleaned).toBe(true);
});

test("a source that never ends after the signal is left after ten seconds", async () => {
  vi.useFakeTimers();
  const abort = new AbortController();
  async function* source() {
    yield 1;
    await new Promise(() => {});
  }
  const seen: number[] = [];
  let ended = false;
  const collecting = collect(untilAborted(source(), abort.signal), seen).then(() => {
    ended = true;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).toBe(false);
  abort.abort();
  await vi.advanceTimersByTimeAsync(9_000);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  await collecting;
  await sleep(0);
  expect(seen).toEqual([1]);
});
