import "server-only";
import type { InferUIMessageChunk, ProviderMetadata } from "ai";
import type { EvlfMessage } from "@/lib/contracts/message";

/** One piece of an answer as the AI SDK streams it and the log keeps it. */
export type TurnChunk = InferUIMessageChunk<EvlfMessage>;

/** Token ids that the model wrote for this chunk since the one before (`evlf.ids`). */
export function idsOf(chunk: TurnChunk): number[] {
  const ids = "providerMetadata" in chunk ? chunk.providerMetadata?.evlf?.ids : undefined;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "number") : [];
}

/** The chunk with these token ids in place of its own. */
export function withIds<T extends TurnChunk>(chunk: T, ids: number[]): T {
  const kept = "providerMetadata" in chunk ? chunk.providerMetadata : undefined;
  const { ids: _, ...rest } = kept?.evlf ?? {};
  const evlf = { ...rest, ...(ids.length > 0 ? { ids } : {}) };
  const { providerMetadata: __, ...bare } = chunk as T & { providerMetadata?: unknown };
  if (Object.keys(evlf).length === 0) return bare as unknown as T;
  return { ...bare, providerMetadata: { ...kept, evlf } } as unknown as T;
}

/** The token ids of the step that the chunks end in, behind those that were kept `before`. */
export function writtenIds(before: readonly number[], chunks: readonly TurnChunk[]): number[] {
  let ids = [...before];
  for (const chunk of chunks) {
    if (chunk.type === "start-step") ids = [];
    ids.push(...idsOf(chunk));
  }
  return ids;
}

/** Joins neighbouring deltas of the same part with their token ids, so that a batch is a few rows. */
export function joinDeltas(chunks: TurnChunk[]): TurnChunk[] {
  const joined: TurnChunk[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      (chunk.type === "text-delta" || chunk.type === "reasoning-delta") &&
      last.type === chunk.type &&
      last.id === chunk.id
    ) {
      const ids = [...idsOf(last), ...idsOf(chunk)];
      joined[joined.length - 1] = withIds({ ...last, delta: last.delta + chunk.delta }, ids);
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

type Part = EvlfMessage["parts"][number];

/** The chunks that give this finished part again, with what stands beside it for the model. */
export function partChunks(part: Part, id: string): TurnChunk[] {
  if (part.type === "text" || part.type === "reasoning") {
    const { type, text, providerMetadata } = part;
    return [
      { type: `${type}-start`, id },
      { type: `${type}-delta`, id, delta: text },
      { type: `${type}-end`, id, ...(providerMetadata ? { providerMetadata } : {}) },
    ];
  }
  if (part.type === "step-start") return [{ type: "start-step" }];
  if (part.type === "data-image") return [{ type: "data-image", data: part.data }];
  if (!part.type.startsWith("tool-") || !("toolCallId" in part)) return [];
  const { toolCallId, input } = part;
  const toolName = part.type.slice("tool-".length);
  const { callProviderMetadata: kept } = part as { callProviderMetadata?: ProviderMetadata };
  const call: TurnChunk = {
    type: "tool-input-available",
    toolCallId,
    toolName,
    input,
    ...(kept ? { providerMetadata: kept } : {}),
  };
  if (part.state === "output-available")
    return [call, { type: "tool-output-available", toolCallId, output: part.output }];
  if (part.state === "output-error")
    return [call, { type: "tool-output-error", toolCallId, errorText: part.errorText }];
  return [call];
}

/** The chunks that give this finished message again, for a reader who comes after the log is gone. */
export const replayChunks = (message: EvlfMessage): TurnChunk[] =>
  message.parts.flatMap((part, at) => partChunks(part, String(at)));
