import "server-only";
import { log } from "../log";
import { ending } from "../turns/ending";
import { sessionCheck } from "../users/session-check";
import { followChanges } from "./follow-changes";
import { takeStream } from "./open-streams";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  connection: "keep-alive",
  "x-accel-buffering": "no",
};

/**
 * What changes among a person's chats as server-sent events (ChatChanges as JSON), until the reader
 * goes, the session ends or the server fails: a reader comes again and is told to read everything.
 *
 * @throws AppError rate-limited.
 */
export async function streamChanges(userId: string, gone: AbortSignal): Promise<Response> {
  const holds = await sessionCheck();
  const giveBack = takeStream(userId);
  const leave = new AbortController();
  const signal = AbortSignal.any([gone, leave.signal, ending()]);
  signal.addEventListener("abort", giveBack, { once: true });
  if (signal.aborted) giveBack();
  const changes = followChanges(userId, signal, holds);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = await changes.next();
        if (done) {
          giveBack();
          controller.close();
          return;
        }
        const event =
          value === "still-there" ? ": still there\n\n" : `data: ${JSON.stringify(value)}\n\n`;
        controller.enqueue(encoder.encode(event));
      } catch (error) {
        giveBack();
        if (!signal.aborted) log().warn({ err: error }, "stream of changes broke");
        controller.close();
      }
    },
    async cancel() {
      leave.abort();
      await changes.return(undefined);
    },
  });
  return new Response(body, { headers: HEADERS });
}
