import "server-only";
import { quotable, toAppError } from "../errors";
import { log } from "../log";
import type { TurnChunk } from "./chunks";
import { ending } from "./ending";
import { type Followed, followTurn } from "./follow-turn";
import { chunkForReader } from "./for-reader";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  connection: "keep-alive",
  "x-accel-buffering": "no",
  "x-vercel-ai-ui-message-stream": "v1",
};

function asEvent(followed: Followed): string {
  if (followed === "still-there") return ": still there\n\n";
  const { seq, chunk } = followed;
  return `${seq === null ? "" : `id: ${seq}\n`}data: ${JSON.stringify(chunkForReader(chunk))}\n\n`;
}

/**
 * A turn's chunks as server-sent events in the AI SDK's UI message stream form, `id:` being the
 * place in the log. The first chunk is awaited, so that a turn that isn't there is an error answer
 * and not a stream. A reader that goes away ends only its own following. When this process is asked
 * to end, the stream breaks off without its last word, so that its reader comes back elsewhere.
 */
export async function streamTurn(
  turnId: string,
  after: number,
  gone: AbortSignal,
): Promise<Response> {
  const leave = new AbortController();
  const signal = AbortSignal.any([gone, leave.signal, ending()]);
  const chunks = followTurn(turnId, after, signal);
  let next: Promise<IteratorResult<Followed>> | null = null;
  // A resumed stream may have nothing to give for a while: only its first look is awaited.
  const first = chunks.next();
  await Promise.race([first, new Promise((resolve) => setTimeout(resolve, 250))]);
  next = first;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await (next ?? chunks.next());
        next = null;
        if (done) {
          if (!signal.aborted) controller.enqueue(encoder.encode("data: [DONE]\n\n"));
          controller.close();
        } else controller.enqueue(encoder.encode(asEvent(value)));
      } catch (error) {
        if (!signal.aborted) controller.enqueue(encoder.encode(asEvent(failure(error))));
        controller.close();
      }
    },
    async cancel() {
      leave.abort();
      await chunks.return(undefined);
    },
  });
  return new Response(body, { headers: HEADERS });
}

function failure(error: unknown): Followed {
  const known = toAppError(error);
  if (known.status >= 500) log().error({ err: error, code: quotable(known) }, "stream broke");
  const chunk: TurnChunk = { type: "error", errorText: known.person };
  return { seq: null, chunk };
}
