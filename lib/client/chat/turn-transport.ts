import type { ChatTransport } from "ai";
import { startTurn } from "@/lib/client/api/chats";
import { retryTurn } from "@/lib/client/api/turns";
import type { EvlfChunk } from "@/lib/client/chat/chunks";
import { followTurn, toChunkStream } from "@/lib/client/chat/follow-turn";
import type { StartTurn } from "@/lib/contracts/api";
import type { Audience } from "@/lib/contracts/audience";
import type { EvlfMessage } from "@/lib/contracts/message";

export type TurnTransportOptions = {
  chatId: string;
  /** For whom the next answer is written. */
  audience: () => Audience;
  /** Told as soon as the server has stored the question. */
  onTurn: (turnId: string) => void;
  /** The turn that runs now, if the chat has one. */
  activeTurn: () => string | null;
  /** Told which question the server has stored just now. */
  onStored: (messageId: string) => void;
  /** The message before the first of those held here; null where they begin the chat. */
  before: () => string | null;
};

/** What `regenerate` needs in its body: the turn to run again. */
export type RetryBody = { turnId: string };
/** What `sendMessage` needs in its body: whether the branch on the screen is the chat's. */
export type SendBody = { known: boolean };

/**
 * The way of a question: it is stored by one request and its answer followed by another, so
 * that leaving the page never ends the answer.
 */
export function createTurnTransport(options: TurnTransportOptions): ChatTransport<EvlfMessage> {
  const follow = (turnId: string, signal: AbortSignal | undefined, messageId?: string) => {
    options.onTurn(turnId);
    return toChunkStream(withStart(followTurn({ turnId, signal }), turnId, messageId));
  };
  return {
    resumeStreamIsReplay: true,

    async sendMessages({ trigger, messages, abortSignal, body }) {
      if (trigger === "regenerate-message") {
        const again = await retryTurn((body as RetryBody).turnId);
        return follow(again.turnId, abortSignal, again.assistantMessageId);
      }
      const question = questionOf(messages.at(-1), options.audience());
      const place = (body as SendBody).known ? placeOf(messages, options.before()) : {};
      const started = await startTurn(options.chatId, { ...question, ...place });
      options.onStored(question.messageId);
      return follow(started.turnId, abortSignal, started.assistantMessageId);
    },

    async reconnectToStream({ abortSignal }) {
      const turnId = options.activeTurn();
      return turnId === null ? null : follow(turnId, abortSignal);
    },
  };
}

async function* withStart(
  chunks: AsyncGenerator<EvlfChunk>,
  turnId: string,
  messageId: string | undefined,
): AsyncGenerator<EvlfChunk> {
  if (messageId !== undefined)
    yield { type: "start", messageId, messageMetadata: { turnId, state: "queued" } };
  yield* chunks;
}

/**
 * What the last message comes after; told by the server where that is no answer.
 * @param earlier The message before the first of these.
 */
export function placeOf(
  messages: EvlfMessage[],
  earlier: string | null,
): { after?: string | null } {
  const before = messages.at(-2);
  if (before === undefined) return { after: earlier };
  return before.role === "assistant" ? { after: before.id } : {};
}

/** A question as the server takes it. */
export function questionOf(message: EvlfMessage | undefined, audience: Audience): StartTurn {
  const parts = message?.parts ?? [];
  return {
    messageId: message?.id ?? crypto.randomUUID(),
    text: parts.map((part) => (part.type === "text" ? part.text : "")).join(""),
    imageIds: parts.flatMap((part) => (part.type === "data-image" ? [part.data.imageId] : [])),
    audience,
  };
}
