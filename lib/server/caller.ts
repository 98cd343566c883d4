import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

/** Where a request comes from: its network address, and what its browser calls itself. */
export type Caller = { address: string; agent: string | null };

// On the global, so that each bundle of the server finds the same one.
const shared = globalThis as typeof globalThis & { evlfCaller?: AsyncLocalStorage<Caller> };

function storage(): AsyncLocalStorage<Caller> {
  shared.evlfCaller ??= new AsyncLocalStorage<Caller>();
  return shared.evlfCaller;
}

/** Runs a request's work so that what it calls can tell where the request came from. */
export const asCaller = <T>(caller: Caller, work: () => Promise<T>): Promise<T> =>
  storage().run(caller, work);

/** Where the request that runs now came from; null in the worker and in commands. */
export const currentCaller = (): Caller | null => storage().getStore() ?? null;
