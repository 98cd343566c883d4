import path from "node:path";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { type ConverseOptions, converse, type EvlfChunk } from "./evlf/converse";
import { Decoder } from "./evlf/decoder";
import { chooseDevice, type Device, type DeviceChoice } from "./evlf/device";
import { openDraft } from "./evlf/draft";
import { Encoders } from "./evlf/encoders";
import { Engine, type GenerateOptions, type GenerationEvent } from "./evlf/engine";
import { type LanguageModelOptions, type Loaded, languageModel } from "./evlf/language-model";
import { type MessageReader, messageReader } from "./evlf/message-reader";
import { messageStates } from "./evlf/message-states";
import { Pictures } from "./evlf/pictures";
import type { PictureReading } from "./evlf/reading";
import { Scheduler, type Ticket } from "./evlf/scheduler";
import { loadTokenizer } from "./evlf/tokenizer";
import { openIntents } from "./intent/open-intents";
import { type ModelCard, readModelCard } from "./registry";

export type EvlfOptions = {
  /** Where weights made on this machine are kept; `modelCache` gives the app's place. */
  cache: string;
  /** Threads of one run. Two by default; more answers do not run faster with more. */
  threads?: number;
  /**
   * What the encoders run on, the processor by default. The language model stays there: its
   * products of 8-bit integers are made for it.
   */
  device?: DeviceChoice;
  /** Answers that run together, and that may wait. */
  active?: number;
  waiting?: number;
};

/** The loaded model. One a process. */
export type Evlf = {
  card: ModelCard;
  /** What the encoders run on. */
  device: Device;
  /** A model for the AI SDK, for one reader and one set of pictures. */
  languageModel(options: LanguageModelOptions): LanguageModelV4;
  /** A whole turn: the AI SDK's loop with this model and its tools, as UI message chunks. */
  converse(options: ConverseOptions): AsyncGenerator<EvlfChunk>;
  /** Leave to run; `onAhead` hears how many wait before. Throws VlmError queue-full, aborted. */
  admit(signal?: AbortSignal, onAhead?: (ahead: number) => void): Promise<Ticket>;
  load(): { active: number; waiting: number };
  /** For measuring: what the encoders say of a canonical PNG, kept under `key`. */
  readPicture(key: string, png: Uint8Array, ticket: Ticket): Promise<PictureReading>;
  /** For measuring: boxes before threshold and suppression. */
  propose: Pictures["propose"];
  /** For measuring: the model's own text, past no guard. */
  generateRaw(options: GenerateOptions): AsyncGenerator<GenerationEvent>;
  /** For measuring: what a message is after, and the one before it. */
  readMessage: MessageReader;
  specialTokens: readonly string[];
};

/**
 * Loads the model in `dir` (about 3 s, the first time 4 more). Throws VlmError model-missing,
 * model-damaged, model-cache or device-missing; files are not hashed here, `verifyModelFiles` does that.
 */
export async function createEvlf(dir: string, options: EvlfOptions): Promise<Evlf> {
  const card = readModelCard(dir);
  const threads = options.threads ?? 2;
  const file = (
    name: "tokenizer" | "tokenizerConfig" | "draft" | "population" | "intents",
  ): string => path.join(/* turbopackIgnore: true */ dir, card.files[name].path);
  const tokenizer = loadTokenizer(file("tokenizer"), file("tokenizerConfig"));
  const decoder = await Decoder.load(dir, card, options.cache, threads);
  const device = await chooseDevice(options.device ?? "cpu", file("population"));
  const encoders = await Encoders.load(dir, card, threads, device);
  const intents = openIntents(file("intents"));
  const loaded: Loaded = {
    card,
    tokenizer,
    readMessage: messageReader(
      intents,
      messageStates(card, decoder, tokenizer, intents.statesForm),
    ),
    engine: new Engine(card, decoder, openDraft(file("draft"), card.llm.eosId), tokenizer),
    pictures: new Pictures(encoders),
    scheduler: new Scheduler({ active: options.active ?? 8, waiting: options.waiting ?? 64 }),
  };
  return {
    card,
    device,
    languageModel: (wanted) => languageModel(loaded, wanted),
    converse: (wanted) => converse(loaded, wanted),
    admit: (signal, onAhead) => loaded.scheduler.admit(signal, onAhead),
    load: () => loaded.scheduler.load,
    readPicture: (key, png, ticket) => loaded.pictures.read(key, async () => png, ticket),
    propose: (reading, phraseId, ticket) => loaded.pictures.propose(reading, phraseId, ticket),
    generateRaw: (wanted) => loaded.engine.generate(wanted),
    readMessage: loaded.readMessage,
    specialTokens: tokenizer.specialTokens,
  };
}
