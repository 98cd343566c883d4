import { toApiError } from "@/lib/client/api/http";
import {
  createEndTranslator,
  type EvlfChunk,
  isAboutTheTurn,
  isLastChunk,
} from "@/lib/client/chat/chunks";
import { createEventReader, type ServerEvent } from "@/lib/client/chat/sse";

export type FollowOptions = {
  turnId: string;
  signal?: AbortSignal | undefined;
  /** For tests: how to fetch, and how to wait between attempts (milliseconds). */
  fetcher?: typeof fetch;
  wait?: (ms: number) => Promise<void>;
};

const ATTEMPTS = 8;
const LONGEST_WAIT = 5000;

type Position = {
  last: number;
  ended: boolean;
  progressed: boolean;
  /** Words came without a number: the log is folded, and they could not be told apart again. */
  unnumbered: boolean;
};

/**
 * Follows a turn's event log from its beginning to its end. A dropped connection is taken up
 * again after the last sequence number seen, and an event seen before is skipped, so each comes
 * once. When a folded answer is cut off it ends there: the chat read again has it whole.
 * @throws ApiError when the server refuses; TypeError ("network ...") when it stays away.
 */
export async function* followTurn(options: FollowOptions): AsyncGenerator<EvlfChunk> {
  const wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const position: Position = { last: 0, ended: false, progressed: false, unnumbered: false };
  const translate = createEndTranslator();
  for (let failures = 0; ; ) {
    position.progressed = false;
    for await (const chunk of readOnce(options, position)) yield translate(chunk);
    if (position.ended || position.unnumbered || options.signal?.aborted) return;
    failures = position.progressed ? 1 : failures + 1;
    if (failures > ATTEMPTS) throw new TypeError("network connection to the answer was lost");
    await wait(Math.min(LONGEST_WAIT, 250 * 2 ** failures));
  }
}

async function* readOnce(options: FollowOptions, position: Position): AsyncGenerator<EvlfChunk> {
  const response = await open(options, position.last);
  if (response === null) return;
  if (response.status === 204 || response.status === 404 || response.status === 410) {
    position.ended = true;
    return;
  }
  if (response.status >= 500) return;
  if (!response.ok || response.body === null) throw await toApiError(response);

  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const readEvents = createEventReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done || value === undefined) return;
      for (const event of readEvents(value)) {
        const chunk = take(event, position);
        if (chunk !== null) yield chunk;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Moves the position over one event; answers its chunk, or null when it carries nothing new. */
function take(event: ServerEvent, position: Position): EvlfChunk | null {
  if (event.data === "[DONE]") {
    position.ended = true;
    return null;
  }
  const sequence = Number(event.id);
  if (event.id !== "" && Number.isFinite(sequence)) {
    if (sequence <= position.last) return null;
    position.last = sequence;
  }
  position.progressed = true;
  const numbered = event.id !== "";
  const chunk = JSON.parse(event.data) as EvlfChunk;
  if (isLastChunk(chunk)) position.ended = true;
  else if (!numbered && !isAboutTheTurn(chunk)) position.unnumbered = true;
  return chunk;
}

async function open(options: FollowOptions, last: number): Promise<Response | null> {
  const fetcher = options.fetcher ?? fetch;
  try {
    return await fetcher(`/api/turns/${options.turnId}/stream?after=${last}`, {
      headers: { accept: "text/event-stream", "last-event-id": String(last) },
      signal: options.signal ?? null,
      cache: "no-store",
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return null;
  }
}

/** The generator as the stream that the AI SDK consumes; cancelling the stream ends it. */
export function toChunkStream(generator: AsyncGenerator<EvlfChunk>): ReadableStream<EvlfChunk> {
  return new ReadableStream<EvlfChunk>({
    async pull(controller) {
      const { done, value } = await generator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await generator.return(undefined);
    },
  });
}
