import "server-only";
import { AppError } from "../errors";
import { idsOf, type TurnChunk, withIds } from "./chunks";
import type { KeptPart, Reopened } from "./reopen";
import type { KeptCall } from "./reopen-log";

const changed = (): AppError =>
  new AppError(
    "model-changed",
    "The model has changed since this was written, so it can't go on from here. What was written is kept; answer it again.",
  );

type Place = { kept: KeptPart; read: number };

/** Where the unfinished step stands: its parts that are still to come, and what was read of each. */
class Resumption {
  private readonly places = new Map<string, Place>();
  private opened = false;
  private spare: number[] = [];

  private readonly calls = new Map<string, string>();

  constructor(
    private readonly parts: KeptPart[],
    private known: number,
    private readonly keptCalls: KeptCall[],
  ) {}

  /** What of a chunk of this step is new; null where all of it was shown. */
  take(chunk: TurnChunk): TurnChunk | null {
    switch (chunk.type) {
      case "start-step":
        this.opened = true;
        return null;
      case "finish-step":
        this.mustBeShown();
        return chunk;
      case "reasoning-start":
      case "text-start":
        return this.start(chunk);
      case "reasoning-delta":
      case "text-delta": {
        const place = this.places.get(chunk.id);
        if (place === undefined) return this.fresh(chunk);
        const delta = unseen(place, chunk.delta);
        return this.orSpare({ ...chunk, id: place.kept.id, delta }, delta !== "");
      }
      case "reasoning-end":
      case "text-end": {
        const place = this.places.get(chunk.id);
        if (place === undefined) return this.fresh(chunk);
        if (place.read < place.kept.text.length) throw changed();
        return this.orSpare({ ...chunk, id: place.kept.id }, !place.kept.ended);
      }
      case "tool-input-available":
        return this.call(chunk);
      default:
        return this.fresh("toolCallId" in chunk ? this.sameCall(chunk) : chunk);
    }
  }

  /** Whether this chunk opens the step behind this one. */
  isOver(chunk: TurnChunk): boolean {
    return chunk.type === "start-step" && this.opened;
  }

  /** @throws AppError model-changed when a part that was shown did not come. */
  mustBeShown(): void {
    const open = [...this.places.values()].some(({ kept, read }) => read < kept.text.length);
    if (open || this.parts.length > 0 || this.keptCalls.length > 0) throw changed();
  }

  /** A call that was shown keeps the id that readers know it by. */
  private call(chunk: Extract<TurnChunk, { type: "tool-input-available" }>): TurnChunk | null {
    const kept = this.keptCalls.shift();
    if (kept === undefined) return this.fresh(chunk);
    if (kept.tool !== chunk.toolName) throw changed();
    this.calls.set(chunk.toolCallId, kept.id);
    return this.orSpare(this.sameCall(chunk), false);
  }

  private sameCall<T extends TurnChunk & { toolCallId: string }>(chunk: T): T {
    return { ...chunk, toolCallId: this.calls.get(chunk.toolCallId) ?? chunk.toolCallId };
  }

  private start(chunk: Extract<TurnChunk, { type: "reasoning-start" | "text-start" }>) {
    const kept = this.parts.shift();
    if (kept === undefined) return chunk;
    if (`${kept.type}-start` !== chunk.type) throw changed();
    this.places.set(chunk.id, { kept, read: 0 });
    return null;
  }

  /** The chunk with only those token ids that are not kept already. */
  private fresh<T extends TurnChunk>(chunk: T): T {
    const ids = idsOf(chunk);
    const rest = [...this.spare, ...ids.slice(this.known)];
    this.known = Math.max(0, this.known - ids.length);
    this.spare = [];
    return ids.length === 0 && rest.length === 0 ? chunk : withIds(chunk, rest);
  }

  /** The fresh chunk where it shows anything; else its ids go with the next. */
  private orSpare(chunk: TurnChunk, shows: boolean): TurnChunk | null {
    const next = this.fresh(chunk);
    if (shows) return next;
    this.spare = idsOf(next);
    return null;
  }
}

/** What of a delta was not shown before. */
function unseen(place: Place, delta: string): string {
  const shown = place.kept.text.slice(place.read, place.read + delta.length);
  if (!delta.startsWith(shown)) throw changed();
  place.read += shown.length;
  return delta.slice(shown.length);
}

/**
 * The chunks of an answer that goes on, without what its log holds already. The unfinished step is
 * given by the model's side from its beginning (the same text gives the same parts), so what was
 * shown of it is passed over character by character, and its parts keep the ids that they have.
 *
 * @param step its parts as they were shown, or null where the answer goes on with a new step.
 * @param written how many token ids of that step are kept already.
 * @param calls what the log shows of that step's calls; they keep their ids.
 * @throws AppError model-changed when what comes is not what was shown.
 */
export async function* goOn(
  source: AsyncIterable<TurnChunk>,
  step: Reopened["step"],
  written: number,
  calls: KeptCall[] = [],
): AsyncGenerator<TurnChunk> {
  let resumed = step === null ? null : new Resumption([...step], written, [...calls]);
  for await (const chunk of source) {
    if (resumed?.isOver(chunk)) resumed = null;
    const next = resumed === null ? chunk : resumed.take(chunk);
    if (next !== null) yield next;
  }
}
