import { setTimeout as sleep } from "node:timers/promises";
import type { EvlfChunk } from "@/lib/client/chat/chunks";
import { followTurn } from "@/lib/client/chat/follow-turn";
import { headersOf, type Person } from "./person";

export type Seen = { chunks: EvlfChunk[]; connections: number; cuts: number };

export type Cut = { events: number; bytes: number };

type Options = {
  bases: string[];
  person: Person;
  turnId: string;
  /** Where the next connection breaks: so many bytes behind so many whole events. */
  cutAfter?: () => Cut;
  /** Called with each chunk as it comes. */
  onChunk?: (chunk: EvlfChunk) => void;
  /** Gives up after so long, in milliseconds. */
  patienceMs?: number;
};

const LINE_END = 10;

/** How many of these bytes come through before the connection breaks; counts down what is left. */
function passing(value: Uint8Array, left: Cut, before: { end: boolean }): number {
  for (const [at, byte] of value.entries()) {
    if (left.events === 0) {
      if (left.bytes === 0) return at;
      left.bytes -= 1;
      continue;
    }
    // An empty line ends an event.
    if (byte === LINE_END && before.end) left.events -= 1;
    before.end = byte === LINE_END;
  }
  return value.length;
}

/** The bytes of a connection that breaks, most often within an event. */
function cut(body: ReadableStream<Uint8Array>, where: Cut, broken: () => void) {
  const left = { ...where };
  const before = { end: false };
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || value === undefined) return controller.close();
      const through = passing(value, left, before);
      if (through > 0) controller.enqueue(value.subarray(0, through));
      if (through === value.length) return;
      broken();
      // What came through is read before the break is seen.
      setTimeout(() => controller.error(new Error("cut by the test")), 1);
    },
    cancel: async () => {
      await reader.cancel().catch(() => {});
    },
  });
}

/**
 * Follows an answer to its end with the browser's own reader (lib/client/chat/follow-turn.ts), from
 * one web server after the other, over connections that break where the test says.
 */
export async function followAnswer(options: Options): Promise<Seen> {
  const { bases, person, turnId, cutAfter, onChunk } = options;
  const seen: Seen = { chunks: [], connections: 0, cuts: 0 };
  const over = AbortSignal.timeout(options.patienceMs ?? 300_000);
  const fetcher: typeof fetch = async (input, init) => {
    const base = bases[seen.connections % bases.length] ?? "";
    seen.connections += 1;
    const socket = new AbortController();
    const response = await fetch(`${base}${String(input)}`, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), ...headersOf(person) },
      signal: AbortSignal.any([socket.signal, over]),
    });
    if (cutAfter === undefined || response.body === null || !response.ok) return response;
    const body = cut(response.body, cutAfter(), () => {
      seen.cuts += 1;
      socket.abort();
    });
    return new Response(body, response);
  };
  const wait = async (ms: number): Promise<void> => {
    await sleep(cutAfter === undefined ? ms : Math.min(ms, 60));
  };
  for await (const chunk of followTurn({ turnId, fetcher, wait, signal: over })) {
    seen.chunks.push(chunk);
    onChunk?.(chunk);
  }
  return seen;
}
