import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

// On the global, so that each bundle of the server finds the same one.
const shared = globalThis as typeof globalThis & { evlfRequest?: AsyncLocalStorage<string> };

function storage(): AsyncLocalStorage<string> {
  shared.evlfRequest ??= new AsyncLocalStorage<string>();
  return shared.evlfRequest;
}

/** What a proxy may name a request; anything else gets a name of our own. */
const FIT = /^[A-Za-z0-9_-]{8,64}$/;

/** The name of a request: the one that a trusted proxy gave it, or a new one. */
export function requestIdOf(headers: Headers, trusted: boolean): string {
  const given = trusted ? headers.get("x-request-id") : null;
  return given !== null && FIT.test(given) ? given : randomBytes(9).toString("base64url");
}

/** Runs work so that every line it logs carries the request's name. */
export const withRequestId = <T>(id: string, work: () => Promise<T>): Promise<T> =>
  storage().run(id, work);

/** The name of the request that runs now, or that asked for what the worker does now. */
export const currentRequestId = (): string | null => storage().getStore() ?? null;
