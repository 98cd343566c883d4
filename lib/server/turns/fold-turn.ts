import "server-only";
import { readUIMessageStream } from "ai";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { TurnChunk } from "./chunks";

/**
 * Folds a turn's chunks into the message they make: typed parts and metadata, exactly what a
 * browser that read the stream shows. A chunk that doesn't fit ends the folding there, and what
 * was read before stays.
 */
export async function foldTurn(messageId: string, chunks: TurnChunk[]): Promise<EvlfMessage> {
  const stream = new ReadableStream<TurnChunk>({
    start(controller) {
      controller.enqueue({ type: "start", messageId });
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let message: EvlfMessage = { id: messageId, role: "assistant", parts: [] };
  const states = readUIMessageStream<EvlfMessage>({ stream, onError: () => {} });
  try {
    for await (const state of states) message = state;
  } catch {
    // The last whole state is the message.
  }
  return message;
}

const CARD_MARK = /\[card:([a-z0-9-]+)\]/g;

/** Ids of the cards that a message cites, each once. */
export function citedCards(message: EvlfMessage): string[] {
  const text = message.parts.map((part) => (part.type === "text" ? part.text : "")).join("\n");
  return [...new Set([...text.matchAll(CARD_MARK)].flatMap((match) => match[1] ?? []))];
}
