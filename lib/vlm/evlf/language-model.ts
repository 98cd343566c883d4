import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from "@ai-sdk/provider";
import type { Audience } from "@/lib/contracts/audience";
import { detectEmergency, unnamedEmergency } from "../guard/emergency";
import type { ModelCard } from "../registry";
import { longWordAskedFor } from "../tools/asks-for-word";
import { allowedTools } from "./allowed-tools";
import { answerByCode } from "./answer-by-code";
import { AnswerWriter } from "./answer-writer";
import { callByCode, callMessage } from "./call-by-code";
import { bringsPicture } from "./call-knows";
import type { Engine, GenerateOptions, GenerationEnd, GenerationEvent } from "./engine";
import { figuresOf } from "./measured-figures";
import type { MessageReader } from "./message-reader";
import { PartWriter } from "./parts";
import { isStrayCall, nothingExplained, nothingMedical } from "./picture-facts";
import type { Pictures } from "./pictures";
import { IMAGE_SCHEME, type ReadPrompt, readPrompt } from "./read-prompt";
import type { PictureReading } from "./reading";
import type { Scheduler, Ticket } from "./scheduler";
import type { EvlfTokenizer } from "./tokenizer";
import { messageBefore } from "./transcript";
import { type Understood, understand } from "./understand";

/** What the language model needs of the loaded model. */
export type Loaded = {
  card: ModelCard;
  engine: Pick<Engine, "generate">;
  pictures: Pick<Pictures, "read" | "propose">;
  scheduler: Scheduler;
  tokenizer: EvlfTokenizer;
  /** What a message is after. */
  readMessage: MessageReader;
};

export type LanguageModelOptions = {
  audience: Audience;
  /** Canonical PNG of a picture by its id, for prompts that hold ids (`evlf-image:ID`). */
  image: (id: string) => Promise<Uint8Array>;
  /** Leave to run for the whole turn; without it, each step asks for its own. */
  ticket?: () => Promise<Ticket>;
  /** Token ids that the first message was written to before; it goes on behind them. */
  begun?: readonly number[];
};

function usageOf(end: GenerationEnd) {
  const read = end.cachedTokens;
  return {
    inputTokens: {
      total: end.promptTokens,
      noCache: end.promptTokens - read,
      cacheRead: read,
      cacheWrite: undefined,
    },
    outputTokens: { total: end.newTokens, text: undefined, reasoning: undefined },
  };
}

/** What the model's line on a picture begins with, and the most tokens that it takes. */
const OPENING = "<think>\n1. Reading:";
const LINE_TOKENS = 48;

/** The end of a step that code answered. */
const NOTHING_GENERATED: Extract<LanguageModelV4StreamPart, { type: "finish" }> = {
  type: "finish",
  usage: {
    inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: undefined },
    outputTokens: { total: 0, text: undefined, reasoning: undefined },
  },
  finishReason: { unified: "stop", raw: "code" },
};

/** The model's own line on a picture, before a call that code writes. */
async function readingLine(
  loaded: Loaded,
  prompt: ReadPrompt,
  generate: Omit<GenerateOptions, "begin" | "maxTokens">,
): Promise<string | null> {
  if (prompt.written.length > 0 || !bringsPicture(prompt)) return null;
  let line = "";
  const events = loaded.engine.generate({ ...generate, begin: OPENING, maxTokens: LINE_TOKENS });
  for await (const event of events) {
    if (event.type === "text") line += event.text;
    if (line.includes("\n")) break;
  }
  const [first = ""] = line.split("\n");
  return first.trim() === "" ? null : `1. Reading:${first}`;
}

/** A call, or a message without one, where code writes it in the model's place; null where it does not. */
async function writtenByCode(
  loaded: Loaded,
  prompt: ReadPrompt,
  offered: readonly string[],
  known: Understood,
  generate: Parameters<typeof readingLine>[2],
  readings: ReadonlyMap<string, PictureReading>,
): Promise<string | null> {
  const called = callByCode(prompt, offered, { ...known, speaks: known.speaking.length > 0 });
  if (called === null) return nothingMedical(prompt, readings) ?? nothingExplained(prompt);
  return callMessage(called, prompt.written, await readingLine(loaded, prompt, generate));
}

/** Whether a call of the model's own making serves nothing that this turn's question is after. */
function strayIn(card: ModelCard, prompt: ReadPrompt, { intent, asked, searchable }: Understood) {
  const asksWord =
    intent === "word" || asked === "word" || longWordAskedFor(prompt.question) !== null;
  return (made: { name: string; input: string }): boolean =>
    isStrayCall(made, prompt, searchable, card, asksWord);
}

/** Sends what the model writes, and its end with what it cost. */
async function writeGenerated(
  generation: AsyncIterable<GenerationEvent>,
  answer: AnswerWriter,
  { started, encodeMs }: { started: number; encodeMs: number },
  send: (part: LanguageModelV4StreamPart) => void,
): Promise<void> {
  let firstTokenMs: number | null = null;
  for await (const event of generation) {
    if (event.type === "text") {
      firstTokenMs ??= performance.now() - started;
      answer.push(event.text, event.ids);
      continue;
    }
    const called = answer.end(event.droppedTurns);
    const { type: _, reason, ...figures } = event;
    send({
      type: "finish",
      usage: usageOf(event),
      finishReason: {
        unified: called ? "tool-calls" : reason === "length" ? "length" : "stop",
        raw: reason,
      },
      providerMetadata: { evlf: { ...figures, reason, encodeMs, firstTokenMs } },
    });
  }
}

/** One step of a turn: what runs between the prompt and the stream's parts. */
async function runStep(
  loaded: Loaded,
  options: LanguageModelOptions,
  call: LanguageModelV4CallOptions,
  send: (part: LanguageModelV4StreamPart) => void,
): Promise<void> {
  const started = performance.now();
  const prompt = readPrompt(call.prompt, options.audience, loaded.tokenizer.specialTokens);
  const step = prompt.written.length;
  const writer = new PartWriter(`s${step}`, send);
  send({ type: "stream-start", warnings: [] });
  const { audience } = options;
  const named = step === 0 ? detectEmergency(prompt.question, audience) : null;
  if (named) writer.aside(named.text);
  const ticket = await (options.ticket?.() ?? loaded.scheduler.admit(call.abortSignal));
  try {
    const readings = await readPictures(loaded, options, prompt, ticket);
    const encodeMs = performance.now() - started;
    const before = messageBefore(prompt.transcript);
    const read = await loaded.readMessage(prompt.question, before, ticket);
    const emergency = named ?? (step === 0 ? unnamedEmergency(read, audience) : null);
    if (named === null && emergency !== null) writer.aside(emergency.text);
    const known = understand(loaded.card, read, prompt, readings);
    const figures = figuresOf(loaded.card);
    const ready = emergency
      ? null
      : answerByCode(prompt, audience, {
          ...known,
          searchable: known.searchable?.phrases ?? [],
          ...figures,
        });
    if (ready !== null) {
      writer.write("text", ready.text, ready.raw);
      writer.close(ready.raw);
      send(NOTHING_GENERATED);
      return;
    }
    let coded = false;
    const isStray = strayIn(loaded.card, prompt, known);
    const answer = new AnswerWriter({
      audience,
      prompt,
      readings,
      writer,
      isStray: (made) => !coded && isStray(made),
      emergency: emergency !== null,
      figures,
      send,
    });
    const offered = (call.tools ?? []).map((tool) => tool.name);
    const generate = {
      messages: prompt.transcript,
      picture: (key: string) => readings.get(key)?.imageTokens ?? new Float32Array(),
      speaking: known.speaking,
      tools: allowedTools(offered, prompt.results, known.asked, known.wish),
      ticket,
      ...(call.abortSignal === undefined ? {} : { signal: call.abortSignal }),
    };
    const written = options.begun
      ? null
      : await writtenByCode(loaded, prompt, offered, known, generate, readings);
    if (written !== null) {
      coded = true;
      answer.push(written);
      const unified = answer.end(0) ? "tool-calls" : "stop";
      send({ ...NOTHING_GENERATED, finishReason: { unified, raw: "code" } });
      return;
    }
    const generation = loaded.engine.generate({
      ...generate,
      ...(options.begun === undefined ? {} : { begun: options.begun }),
      ...(call.maxOutputTokens === undefined ? {} : { maxTokens: call.maxOutputTokens }),
    });
    await writeGenerated(generation, answer, { started, encodeMs }, send);
  } finally {
    if (!options.ticket) ticket.release();
  }
}

async function readPictures(
  loaded: Loaded,
  options: LanguageModelOptions,
  prompt: ReadPrompt,
  ticket: Ticket,
): Promise<Map<string, PictureReading>> {
  const keys = prompt.transcript.flatMap((m) => (m.role === "user" ? m.images : []));
  const readings = new Map<string, PictureReading>();
  for (const key of new Set(keys)) {
    const load = async (): Promise<Uint8Array> => prompt.bytes.get(key) ?? options.image(key);
    readings.set(key, await loaded.pictures.read(key, load, ticket));
  }
  return readings;
}

/** The embedded model as the AI SDK drives it. Streams only. */
export function languageModel(loaded: Loaded, wanted: LanguageModelOptions): LanguageModelV4 {
  const { begun: _, ...later } = wanted;
  let options = wanted;
  return {
    specificationVersion: "v4",
    provider: "evlf",
    modelId: `${loaded.card.name}-${loaded.card.version}`,
    supportedUrls: { "image/*": [new RegExp(`^${IMAGE_SCHEME}`)] },
    doGenerate: () => Promise.reject(new Error("this model streams; call streamText")),
    doStream: async (call) => {
      // a reader that goes away stops the model as a signal does
      const gone = new AbortController();
      const signals = [gone.signal, ...(call.abortSignal ? [call.abortSignal] : [])];
      const abortSignal = AbortSignal.any(signals);
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        start: async (controller) => {
          const send = (part: LanguageModelV4StreamPart): void => {
            if (!gone.signal.aborted) controller.enqueue(part);
          };
          try {
            const now = options;
            options = later;
            await runStep(loaded, now, { ...call, abortSignal }, send);
            if (!gone.signal.aborted) controller.close();
          } catch (error) {
            if (!gone.signal.aborted) controller.error(error);
          }
        },
        cancel: () => gone.abort(),
      });
      return { stream };
    },
  };
}
