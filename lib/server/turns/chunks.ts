import "server-only";
import type { InferUIMessageChunk } from "ai";
import type { EvlfMessage } from "@/lib/contracts/message";

/** One piece of an answer as the AI SDK streams it and the log keeps it. */
export type TurnChunk = InferUIMessageChunk<EvlfMessage>;

/**
 * Joins neighbouring deltas of the same part, so that a batch is a few rows. Deltas that carry
 * metadata of the model (its token ids) stay as they are.
 */
export function joinDeltas(chunks: TurnChunk[]): TurnChunk[] {
  const joined: TurnChunk[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      (chunk.type === "text-delta" || chunk.type === "reasoning-delta") &&
      last.type === chunk.type &&
      last.id === chunk.id &&
      last.providerMetadata === undefined &&
      chunk.providerMetadata === undefined
    ) {
      joined[joined.length - 1] = { ...last, delta: last.delta + chunk.delta };
    } else joined.push(chunk);
  }
  return joined;
}

/** What ends every part that the chunks left open, so that nothing keeps on turning. */
export function closingChunks(chunks: TurnChunk[], why: string): TurnChunk[] {
  const open = new Map<string, TurnChunk>();
  for (const chunk of chunks) {
    if (chunk.type === "text-start")
      open.set(`text ${chunk.id}`, { type: "text-end", id: chunk.id });
    if (chunk.type === "reasoning-start") {
      open.set(`reasoning ${chunk.id}`, { type: "reasoning-end", id: chunk.id });
    }
    if (chunk.type === "text-end") open.delete(`text ${chunk.id}`);
    if (chunk.type === "reasoning-end") open.delete(`reasoning ${chunk.id}`);
    if (chunk.type === "tool-input-start" || chunk.type === "tool-input-available") {
      const { toolCallId } = chunk;
      open.set(`tool ${toolCallId}`, { type: "tool-output-error", toolCallId, errorText: why });
    }
    if (
      chunk.type === "tool-output-available" ||
      chunk.type === "tool-output-error" ||
      chunk.type === "tool-input-error"
    ) {
      open.delete(`tool ${chunk.toolCallId}`);
    }
    // Takes the step's parts back, so there is nothing to end.
    if (chunk.type === "reset-step") open.clear();
  }
  return [...open.values()];
}

/** The chunks that give this finished message again, for a reader who comes after the log is gone. */
export function replayChunks(message: EvlfMessage): TurnChunk[] {
  const chunks: TurnChunk[] = [];
  for (const [at, part] of message.parts.entries()) {
    const id = String(at);
    if (part.type === "text") {
      chunks.push({ type: "text-start", id }, { type: "text-delta", id, delta: part.text });
      chunks.push({ type: "text-end", id });
    } else if (part.type === "reasoning") {
      chunks.push({ type: "reasoning-start", id });
      chunks.push({ type: "reasoning-delta", id, delta: part.text }, { type: "reasoning-end", id });
    } else if (part.type === "step-start") {
      chunks.push({ type: "start-step" });
    } else if (part.type === "data-image") {
      chunks.push({ type: "data-image", data: part.data });
    } else if (part.type.startsWith("tool-") && "toolCallId" in part) {
      const { toolCallId, input } = part;
      const toolName = part.type.slice("tool-".length);
      chunks.push({ type: "tool-input-available", toolCallId, toolName, input });
      if (part.state === "output-available") {
        chunks.push({ type: "tool-output-available", toolCallId, output: part.output });
      } else if (part.state === "output-error") {
        chunks.push({ type: "tool-output-error", toolCallId, errorText: part.errorText });
      }
    }
  }
  return chunks;
}
