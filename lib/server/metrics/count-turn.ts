import "server-only";
import { idsOf, type TurnChunk } from "../turns/chunks";
import { metrics } from "./metrics";

export type TurnCounter = {
  /** Notes a chunk that goes to the log. */
  chunk: (chunk: TurnChunk) => void;
  /** Notes how this sitting ended. */
  end: (state: string) => void;
};

const SHORTEST_MS = 200;

/**
 * Counts one sitting of an answer.
 *
 * @param queuedAt when the question was stored, or null where another worker began the answer: its
 *   first words are not this sitting's.
 */
export function countTurn(queuedAt: Date | null): TurnCounter {
  if (queuedAt !== null) {
    metrics().queueSeconds.observe(Math.max(0, Date.now() - queuedAt.getTime()) / 1000);
  }
  let first: number | null = null;
  let tokens = 0;
  return {
    chunk: (chunk) => {
      tokens += idsOf(chunk).length;
      if (first !== null || (chunk.type !== "text-delta" && chunk.type !== "reasoning-delta"))
        return;
      first = Date.now();
      if (queuedAt === null) return;
      metrics().firstTokenSeconds.observe(Math.max(0, first - queuedAt.getTime()) / 1000);
    },
    end: (state) => {
      metrics().turns.inc({ state });
      metrics().tokens.inc(tokens);
      const ms = first === null ? 0 : Date.now() - first;
      if (tokens > 0 && ms > SHORTEST_MS) metrics().tokensPerSecond.observe((tokens * 1000) / ms);
    },
  };
}
