import "server-only";

const shared = globalThis as typeof globalThis & { evlfEnding?: AbortController };

/**
 * Fires when this process is asked to end: streams that are read then close, so that their readers
 * go on from another web server, and this one need not wait for answers to end.
 */
export function ending(): AbortSignal {
  if (shared.evlfEnding === undefined) {
    const controller = new AbortController();
    shared.evlfEnding = controller;
    for (const signal of ["SIGTERM", "SIGINT"] as const)
      process.once(signal, () => controller.abort());
  }
  return shared.evlfEnding.signal;
}
