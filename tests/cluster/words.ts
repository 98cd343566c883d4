import type { EvlfChunk } from "@/lib/client/chat/chunks";
import type { EvlfMessage } from "@/lib/contracts/message";

/** All words of an answer as they were streamed, reasoning and text apart. */
export const streamedWords = (chunks: EvlfChunk[]): string =>
  (["reasoning-delta", "text-delta"] as const)
    .map((type) => chunks.map((chunk) => (chunk.type === type ? chunk.delta : "")).join(""))
    .join("\n--\n");

/** All words of an answer as it is stored, in the same form. */
export const storedWords = (message: EvlfMessage | undefined): string =>
  (["reasoning", "text"] as const)
    .map((type) =>
      (message?.parts ?? []).map((part) => (part.type === type ? part.text : "")).join(""),
    )
    .join("\n--\n");

/** How many calls of tools an answer holds. */
export const callsIn = (message: EvlfMessage | undefined): number =>
  (message?.parts ?? []).filter(({ type }) => type.startsWith("tool-")).length;

/** How many characters of the wanted text are missing, and how many there are too many. */
export function difference(wanted: string, got: string): { lost: number; doubled: number } {
  if (wanted === got) return { lost: 0, doubled: 0 };
  const lost = Math.max(0, wanted.length - got.length);
  const doubled = Math.max(0, got.length - wanted.length);
  // As long, but other words: as bad as a loss.
  return lost + doubled === 0 ? { lost: 1, doubled: 0 } : { lost, doubled };
}
