import { convertToModelMessages, isStepCount, streamText, type UIMessageChunk } from "ai";
import type { Audience } from "@/lib/contracts/audience";
import type { StepFigures } from "@/lib/contracts/feedback";
import type { EvlfMessage, MessageData, MessageMetadata } from "@/lib/contracts/message";
import { throwIfAborted } from "../errors";
import type { ToolOutcome } from "../guard/guard-options";
import { outcomeOf } from "../tools/outcome";
import { createTurnTools, type TurnPicture } from "../tools/turn-tools";
import { turnResults } from "./answer-writer";
import { type Loaded, languageModel } from "./language-model";
import { IMAGE_SCHEME } from "./read-prompt";
import { lazyTicket } from "./scheduler";

/** Four calls and an answer, and one to spare. */
const MOST_STEPS = 6;

export type EvlfChunk = UIMessageChunk<MessageMetadata, MessageData>;

export type ConverseOptions = {
  /** The branch from its root to the person's new message, as stored. */
  messages: readonly EvlfMessage[];
  audience: Audience;
  /** Canonical PNG of a picture by the id in the messages' `data-image` parts. */
  image: (id: string) => Promise<Uint8Array>;
  /** Where an answer that was cut off goes on; left out, it begins. */
  begun?: Begun;
  /** Id of the answer's message. */
  messageId?: string;
  abortSignal?: AbortSignal;
  /** Hears how many answers are before this one, each time that changes. */
  onAhead?: (ahead: number) => void;
  /** Hears what each step of the model cost. */
  onStep?: (figures: StepFigures) => void;
};

/**
 * What an answer holds already: the parts of its finished steps, and the token ids of the step that
 * was not finished. That step's chunks come once more from its beginning, the same as before.
 */
export type Begun = { parts: EvlfMessage["parts"]; ids: readonly number[] };

function figuresOf(metadata: Readonly<Record<string, unknown>> | undefined): StepFigures {
  const number = (name: string): number => {
    const value = metadata?.[name];
    return typeof value === "number" ? value : 0;
  };
  return {
    promptTokens: number("promptTokens"),
    cachedTokens: number("cachedTokens"),
    newTokens: number("newTokens"),
    droppedTurns: number("droppedTurns"),
    encodeMs: number("encodeMs"),
    firstTokenMs: number("firstTokenMs"),
    prefillMs: number("prefillMs"),
    decodeMs: number("decodeMs"),
  };
}

function pictureIds(messages: readonly EvlfMessage[]): string[] {
  return messages.flatMap((message) =>
    message.role === "user"
      ? message.parts.flatMap((part) => (part.type === "data-image" ? [part.data.imageId] : []))
      : [],
  );
}

/** The text of the person's last message. */
function questionOf(messages: readonly EvlfMessage[]): string {
  const asked = messages.findLast(({ role }) => role === "user");
  return (asked?.parts ?? [])
    .flatMap((part) => (part.type === "text" ? [part.text] : []))
    .join("\n");
}

function resultsOf(parts: EvlfMessage["parts"]): ToolOutcome[] {
  return parts.flatMap((part): ToolOutcome[] => {
    if (!("state" in part) || part.state !== "output-available") return [];
    if (part.type === "tool-ground") return [{ tool: "ground", result: part.output }];
    if (part.type === "tool-diagnose") return [{ tool: "diagnose", result: part.output }];
    return part.type === "tool-lookup" ? [{ tool: "lookup", result: part.output }] : [];
  });
}

/**
 * Answers the last message: waits for a place, then runs the AI SDK's loop and gives its chunks.
 * The last chunk's metadata tells outcome, time and dropped turns. When the signal fires, an
 * `abort` chunk ends the stream. Throws VlmError (queue-full, aborted while waiting, image-*).
 */
export async function* converse(
  loaded: Loaded,
  options: ConverseOptions,
): AsyncGenerator<EvlfChunk> {
  const { audience } = options;
  const { parts, ids } = options.begun ?? { parts: [], ids: [] };
  const steps = parts.filter(({ type }) => type === "step-start").length;
  const begun: EvlfMessage[] = parts.length > 0 ? [{ id: "begun", role: "assistant", parts }] : [];
  // a reader that leaves early stops the model as the caller's signal does
  const left = new AbortController();
  const abortSignal = AbortSignal.any([
    left.signal,
    ...(options.abortSignal ? [options.abortSignal] : []),
  ]);
  const started = performance.now();
  // asked for by the model itself, after an emergency text and before anything that takes time
  const ticket = lazyTicket(() => loaded.scheduler.admit(abortSignal, options.onAhead));
  try {
    const id = pictureIds(options.messages).at(-1);
    const picture = async (): Promise<TurnPicture | null> => {
      if (id === undefined) return null;
      const read = loaded.pictures.read(id, () => options.image(id), await ticket.get());
      return { id, reading: await read };
    };
    const { tools, results } = createTurnTools({
      card: loaded.card,
      audience,
      question: questionOf(options.messages),
      picture,
      begun: resultsOf(parts),
      propose: async (reading, phraseId) => {
        throwIfAborted(abortSignal);
        return loaded.pictures.propose(reading, phraseId, await ticket.get());
      },
    });
    const messages = await convertToModelMessages<EvlfMessage>([...options.messages, ...begun], {
      tools,
      ignoreIncompleteToolCalls: true,
      convertDataPart: (part) =>
        part.type === "data-image"
          ? {
              type: "file",
              mediaType: "image/png",
              data: new URL(`${IMAGE_SCHEME}${encodeURIComponent(part.data.imageId)}`),
            }
          : undefined,
    });
    let failure: unknown = null;
    let droppedTurns = 0;
    const result = streamText({
      model: languageModel(loaded, {
        audience,
        image: options.image,
        ticket: ticket.get,
        ...(ids.length > 0 ? { begun: ids } : {}),
      }),
      messages,
      tools,
      stopWhen: isStepCount(MOST_STEPS - steps),
      maxRetries: 0,
      abortSignal,
      onError: ({ error }) => {
        failure ??= error;
      },
      onStepFinish: ({ providerMetadata }) => {
        const figures = figuresOf(providerMetadata?.evlf);
        droppedTurns = Math.max(droppedTurns, figures.droppedTurns);
        options.onStep?.(figures);
      },
    });
    const chunks = result.toUIMessageStream<EvlfMessage>({
      sendReasoning: true,
      ...(options.messageId === undefined
        ? {}
        : { generateMessageId: () => options.messageId ?? "" }),
      messageMetadata: ({ part }): MessageMetadata | undefined => {
        if (part.type === "start") return { audience };
        if (part.type !== "finish") return undefined;
        return {
          audience,
          elapsedMs: Math.round(performance.now() - started),
          ...(droppedTurns > 0 ? { droppedTurns } : {}),
        };
      },
    });
    for await (const chunk of chunks) {
      if (chunk.type === "finish") {
        const outcome = outcomeOf(turnResults(results, await picture()));
        yield { ...chunk, messageMetadata: { ...chunk.messageMetadata, outcome } };
      } else if (chunk.type !== "error") {
        yield chunk;
      }
    }
    if (failure !== null && !abortSignal.aborted) throw failure;
  } finally {
    left.abort();
    ticket.release();
  }
}
