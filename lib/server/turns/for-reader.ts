import "server-only";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { TurnChunk } from "./chunks";

/**
 * The model's own text stands beside what was shown, for the model's next reading of it. It holds
 * the sentences that were withheld, so it never leaves the server.
 */
const INNER = new Set(["providerMetadata", "callProviderMetadata", "resultProviderMetadata"]);

function withoutInner<T extends object>(value: T): T {
  if (!Object.keys(value).some((key) => INNER.has(key))) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !INNER.has(key))) as T;
}

/** A chunk as a browser gets it. */
export const chunkForReader = (chunk: TurnChunk): TurnChunk => withoutInner(chunk);

/** A message as a browser gets it. */
export const messageForReader = (message: EvlfMessage): EvlfMessage => ({
  ...message,
  parts: message.parts.map(withoutInner),
});
