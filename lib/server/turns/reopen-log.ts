import "server-only";
import { type TurnChunk, writtenIds } from "./chunks";
import { foldTurn } from "./fold-turn";
import type { KeptPart, Reopened } from "./reopen";

type Event = { seq: number; lease: number; chunk: TurnChunk };

/** A call that the log shows and whose result it lacks. */
export type KeptCall = { id: string; tool: string };

export type ReopenedLog = Omit<Reopened, "chunks"> & {
  /** Number of the last event: the next is one more. */
  last: number;
  /** Calls of the unfinished step, in their order. */
  calls: KeptCall[];
  /** Token ids of the unfinished step. */
  written: number[];
};

/**
 * Where an answer goes on, read from its log: what reopen.ts finds in a message, with the ids that
 * parts and calls have in this log, since readers have seen them.
 *
 * @param before token ids of the step that the log opens with, where it continues another turn's.
 */
export async function reopenLog(events: Event[], before: readonly number[]): Promise<ReopenedLog> {
  const chunks = events.map(({ chunk }) => chunk);
  const last = events.at(-1)?.seq ?? 0;
  const begin = chunks.findLastIndex(({ type }) => type === "start-step");
  const open = unfinished(chunks.slice(begin + 1));
  const ended = open.called > 0 && open.calls.length === 0;
  if (begin < 0 || ended) {
    const { parts: whole } = await foldTurn("log", chunks);
    return { whole, step: null, calls: [], written: [], last };
  }
  // Lease 0: what a continued answer held before, whose ids are on the turn.
  const fresh = chunks.filter((_, at) => events[at]?.lease !== 0);
  return {
    whole: (await foldTurn("log", chunks.slice(0, begin))).parts,
    step: open.parts,
    calls: open.calls,
    written: writtenIds(before, fresh),
    last,
  };
}

type Shown = { parts: Map<string, KeptPart>; calls: Map<string, KeptCall & { done: boolean }> };

function note({ parts, calls }: Shown, chunk: TurnChunk): void {
  if (chunk.type === "text-start" || chunk.type === "reasoning-start") {
    const type = chunk.type === "text-start" ? "text" : "reasoning";
    parts.set(chunk.id, { type, id: chunk.id, text: "", ended: false });
    return;
  }
  if (chunk.type === "tool-input-available") {
    const { toolCallId: id, toolName: tool } = chunk;
    calls.set(id, { id, tool, done: false });
    return;
  }
  const call = chunk.type === "tool-output-available" ? calls.get(chunk.toolCallId) : undefined;
  if (call !== undefined) call.done = true;
  const part = "id" in chunk ? parts.get(chunk.id ?? "") : undefined;
  if (part === undefined) return;
  if (chunk.type === "text-delta" || chunk.type === "reasoning-delta") part.text += chunk.delta;
  if (chunk.type === "text-end" || chunk.type === "reasoning-end") part.ended = true;
}

/** What a step has shown: its parts, how many calls it made, and those that have no result yet. */
function unfinished(chunks: TurnChunk[]) {
  const shown: Shown = { parts: new Map(), calls: new Map() };
  for (const chunk of chunks) note(shown, chunk);
  const calls = [...shown.calls.values()];
  return {
    parts: [...shown.parts.values()],
    called: calls.length,
    calls: calls.flatMap(({ id, tool, done }) => (done ? [] : [{ id, tool }])),
  };
}
