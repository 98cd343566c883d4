import type { InferUIMessageChunk } from "ai";
import type { EvlfMessage, TurnState } from "@/lib/contracts/message";

/** One event of a turn's log, as the AI SDK reads it. */
export type EvlfChunk = InferUIMessageChunk<EvlfMessage>;

const ENDED: readonly TurnState[] = ["done", "stopped", "failed", "interrupted"];

/** Whether a turn in this state will not write any more. */
export function isEnded(state: TurnState | undefined): boolean {
  return state !== undefined && ENDED.includes(state);
}

/** Whether nothing of the answer follows this chunk. */
export function isLastChunk(chunk: EvlfChunk): boolean {
  return chunk.type === "finish" || chunk.type === "abort" || chunk.type === "error";
}

/** Whether this chunk carries no part of the answer and may come again. */
export function isAboutTheTurn(chunk: EvlfChunk): boolean {
  return chunk.type === "start" || chunk.type === "message-metadata";
}

/**
 * Makes a filter that says with metadata what the AI SDK would throw or drop: an error becomes
 * the message's state `failed`, an abort `stopped`, so that what was written stays on the screen.
 * A state that the server has named itself is left alone.
 */
export function createEndTranslator(): (chunk: EvlfChunk) => EvlfChunk {
  let ended = false;
  return (chunk) => {
    if ("messageMetadata" in chunk && isEnded(chunk.messageMetadata?.state)) ended = true;
    if (chunk.type === "error")
      return {
        type: "message-metadata",
        messageMetadata: ended
          ? {}
          : { state: "failed", error: { code: "turn-failed", message: chunk.errorText } },
      };
    if (chunk.type === "abort")
      return { type: "message-metadata", messageMetadata: ended ? {} : { state: "stopped" } };
    return chunk;
  };
}
