import type { EvlfMessage } from "@/lib/contracts/message";
import { groundResultSchema } from "@/lib/contracts/tools";
import type { MessageRead } from "../intent/open-intents";
import { toyCard } from "../tools/toy-card";
import { converse, type EvlfChunk } from "./converse";
import type { GenerateOptions, GenerationEvent } from "./engine";
import type { Loaded } from "./language-model";
import type { PictureReading } from "./reading";
import { Scheduler } from "./scheduler";
import { toyTokenizer } from "./toy-tokenizer";

export const CALL = '<tool_call>{"name":"ground","arguments":{"phrase":"left lung"}}</tool_call>';
export const FIRST = `<think>\n1. Reading: X-ray, chest; no label set. (image)\n2. Look. (none)\n</think>\n${CALL}`;
export const SECOND = "<think>\n3. One mark. (box 1)\n</think>\nI marked the left lung [1].";

/** A message that tells nothing of what it is after. */
export const UNTOLD: MessageRead = {
  likeliest: { intent: "other", probability: 0.1 },
  guess: null,
  emergency: false,
  share: (wishes) => (wishes.includes("treatment") ? 0 : 1),
  thing: () => "",
};

const end: GenerationEvent = {
  type: "end",
  reason: "stop",
  promptTokens: 100,
  cachedTokens: 40,
  newTokens: 20,
  runs: 8,
  droppedTurns: 0,
  prefillMs: 1,
  decodeMs: 2,
};

/** A loaded model whose words are given; it notes what it was asked. */
export function scripted(words: readonly string[], reading: PictureReading, size = 7) {
  const asked: GenerateOptions[] = [];
  const loaded: Loaded = {
    card: toyCard,
    tokenizer: toyTokenizer([]),
    readMessage: async () => UNTOLD,
    scheduler: new Scheduler({ active: 2, waiting: 2 }),
    pictures: {
      read: async (_key, load) => {
        await load();
        return reading;
      },
      propose: async () => [{ score: 0.9, x1: 0.5, y1: 0.3, x2: 0.9, y2: 0.7 }],
    },
    engine: {
      async *generate(options) {
        asked.push(options);
        const text = words[asked.length - 1] ?? "";
        for (let i = 0; i < text.length; i += size) {
          if (options.signal?.aborted) return;
          yield { type: "text", text: text.slice(i, i + size) };
        }
        yield end;
      },
    },
  };
  return { loaded, asked };
}

export const question = (text: string, imageId?: string): EvlfMessage => ({
  id: "q",
  role: "user",
  parts: [
    ...(imageId === undefined
      ? []
      : [
          {
            type: "data-image" as const,
            data: { imageId, name: "x.png", width: 200, height: 100 },
          },
        ]),
    { type: "text", text },
  ],
});

export async function run(loaded: Loaded, messages: EvlfMessage[], signal?: AbortSignal) {
  const chunks: EvlfChunk[] = [];
  const options = {
    messages,
    audience: "patient" as const,
    image: async () => new Uint8Array(),
    ...(signal === undefined ? {} : { abortSignal: signal }),
  };
  for await (const chunk of converse(loaded, options)) chunks.push(chunk);
  const of = (type: string): string =>
    chunks.flatMap((c) => (c.type === type && "delta" in c ? [c.delta] : [])).join("");
  const finish = chunks.find((c) => c.type === "finish");
  return {
    chunks,
    types: chunks.map((c) => c.type),
    text: of("text-delta"),
    reasoning: of("reasoning-delta"),
    metadata: finish?.type === "finish" ? finish.messageMetadata : undefined,
  };
}

/** The parts of the answer as the app would store them; texts do not matter here. */
export function storedParts(chunks: readonly EvlfChunk[]): EvlfMessage["parts"] {
  const output = chunks.find((chunk) => chunk.type === "tool-output-available");
  return chunks.flatMap((chunk): EvlfMessage["parts"] => {
    switch (chunk.type) {
      case "start-step":
        return [{ type: "step-start" }];
      case "reasoning-end":
      case "text-end": {
        const type = chunk.type === "text-end" ? "text" : "reasoning";
        const { providerMetadata } = chunk;
        return [{ type, text: "shown", ...(providerMetadata ? { providerMetadata } : {}) }];
      }
      case "tool-input-available": {
        if (output?.type !== "tool-output-available") return [];
        const { providerMetadata } = chunk;
        return [
          {
            type: "tool-ground",
            toolCallId: chunk.toolCallId,
            state: "output-available",
            input: { phrase: "left lung" },
            output: groundResultSchema.parse(output.output),
            ...(providerMetadata ? { callProviderMetadata: providerMetadata } : {}),
          },
        ];
      }
      default:
        return [];
    }
  });
}
