import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LanguageModelV4, LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { convertToModelMessages, streamText } from "ai";
import type { TurnChunk } from "@/lib/server/turns/chunks";
import type { Converse } from "@/lib/server/turns/run-turn";

/** What the test model writes. */
export const WORDS = Array.from({ length: 60 }, (_, at) => `word${at} `);
const USAGE = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};

/** A language model that writes sixty numbered words, `ms` apart. */
const wordModel = (ms: number): LanguageModelV4 => ({
  specificationVersion: "v4",
  provider: "test",
  modelId: "words",
  supportedUrls: {},
  doGenerate: () => Promise.reject(new Error("only streams")),
  doStream: async ({ abortSignal }) => {
    async function* parts(): AsyncGenerator<LanguageModelV4StreamPart> {
      yield { type: "stream-start", warnings: [] };
      yield { type: "reasoning-start", id: "r" };
      yield { type: "reasoning-delta", id: "r", delta: "I count." };
      yield { type: "reasoning-end", id: "r" };
      yield { type: "text-start", id: "t" };
      for (const delta of WORDS) {
        await sleep(ms, undefined, { signal: abortSignal });
        yield { type: "text-delta", id: "t", delta };
      }
      yield { type: "text-end", id: "t" };
      yield { type: "finish", finishReason: { unified: "stop", raw: undefined }, usage: USAGE };
    }
    const source = parts();
    const stream = new ReadableStream<LanguageModelV4StreamPart>({
      async pull(controller) {
        const { value, done } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    return { stream };
  },
});

/** The model's side of a turn with a word every `ms` milliseconds. */
export const converseAt = (ms: number): Converse =>
  async function* ({ messages, signal }) {
    const result = streamText({
      model: wordModel(ms),
      messages: await convertToModelMessages(messages, { convertDataPart: () => undefined }),
      abortSignal: signal,
    });
    yield* result.toUIMessageStream() as AsyncIterable<TurnChunk>;
  };

/** A new guest asks in a new chat. */
export async function ask(text = "Count.") {
  const { db } = await import("@/lib/server/db");
  const { startTurn } = await import("@/lib/server/turns/start-turn");
  // With a session: a guest without one is swept away, chats and all.
  const session = { sessionToken: randomUUID(), expires: new Date(Date.now() + 86_400_000) };
  const user = await db().user.create({
    data: { guest: true, sessions: { create: session } },
    select: { id: true },
  });
  const chatId = randomUUID();
  const input = { messageId: randomUUID(), text, imageIds: [], audience: "patient" as const };
  const started = await startTurn({ userId: user.id, chatId, input });
  return { ...started, userId: user.id, input };
}

/** Runs a waiting turn to its end. */
export const run = async (turnId: string, ms: number, shutdown = new AbortController().signal) => {
  const { runTurn } = await import("@/lib/server/turns/run-turn");
  await runTurn({ turnId, workerName: "test", converse: converseAt(ms), shutdown });
};

export const textOf = (chunks: TurnChunk[]): string =>
  chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");

/** Follows from `after` until the end, or until `until` says that it has seen enough. */
export async function follow(
  turnId: string,
  after = 0,
  until: (chunk: TurnChunk) => boolean = () => false,
) {
  const { followTurn } = await import("@/lib/server/turns/follow-turn");
  const abort = new AbortController();
  const chunks: TurnChunk[] = [];
  let last = after;
  for await (const followed of followTurn(turnId, after, abort.signal)) {
    if (followed === "still-there") continue;
    chunks.push(followed.chunk);
    last = followed.seq ?? last;
    if (until(followed.chunk)) {
      abort.abort();
      break;
    }
  }
  return { chunks, last };
}

/** The chat's last message as a reload shows it. */
export async function storedAnswer(userId: string, chatId: string) {
  const { getChat } = await import("@/lib/server/chats/get-chat");
  const chat = await getChat(userId, chatId);
  const message = chat.messages.at(-1);
  const text = (message?.parts ?? [])
    .map((part) => (part.type === "text" ? part.text : ""))
    .join("");
  return { chat, message, text };
}
