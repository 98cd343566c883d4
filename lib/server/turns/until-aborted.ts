import "server-only";

/** How long a source may take to end after its signal fired, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * Gives what a source gives until the signal fires; then waits for the source to end by itself, up
 * to ten seconds, and gives nothing more. It is never told to return: a stream of the AI SDK that
 * is cancelled in the middle may never settle, while an aborted one ends and lets go of the model.
 */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    const arm = (): void => {
      timer = setTimeout(() => resolve("late"), GRACE_MS);
    };
    if (signal.aborted) arm();
    else signal.addEventListener("abort", arm, { once: true });
  });
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), late]);
      if (next === "late" || next.done) return;
      if (!signal.aborted) yield next.value;
    }
  } finally {
    clearTimeout(timer);
  }
}
