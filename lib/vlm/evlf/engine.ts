import type { ToolName } from "@/lib/contracts/tools";
import { throwIfAborted } from "../errors";
import type { ModelCard } from "../registry";
import type { Decoder } from "./decoder";
import type { Draft } from "./draft";
import { cut, type KvEntry, KvPool } from "./kv-pool";
import { isLooping } from "./loop-stop";
import { PromptBuilder, type PromptMessage } from "./prompt";
import { type ReadingForm, readingForms } from "./reading-form";
import { type AnswerForm, GreedySampler, type SamplerTables, samplerTables } from "./sampler";
import type { Ticket } from "./scheduler";
import type { EvlfTokenizer } from "./tokenizer";
import type { TranscriptMessage } from "./transcript";

/** Bytes of all KV caches above which idle ones are let go. */
const KV_LIMIT = 640 * 1024 * 1024;
export const MAX_NEW_TOKENS = 320;

/** Tokens of a prompt read in one run: bounds memory, and how long others wait. */
const PIECE = 384;
/** Tokens guessed ahead in one run; a row more costs little beside the run itself. */
const GUESSES = 7;

export type GenerateOptions = {
  messages: readonly TranscriptMessage[];
  /** Picture tokens of a picture by its key, [imageTokens, hidden]. */
  picture: (key: string) => Float32Array;
  /** Tools that may be called; none forbids a call. */
  tools: readonly ToolName[];
  /** Label sets that speak of the picture: a reading names only their labels. Left out: all of them. */
  speaking?: readonly string[];
  ticket: Ticket;
  maxTokens?: number;
  /** For measuring: text that the message begins with, and the form of what is written after it. */
  begin?: string;
  form?: AnswerForm;
  /** Token ids that the message was written to before: they are given first, and it goes on. */
  begun?: readonly number[];
  /** False: a run for each token. The text is the same. */
  guess?: boolean;
  signal?: AbortSignal;
};

/** How a message of the model ended and what it cost. Times in milliseconds. */
export type GenerationEnd = {
  type: "end";
  reason: "stop" | "length" | "loop";
  promptTokens: number;
  cachedTokens: number;
  newTokens: number;
  /** Runs of the language model that the new tokens took. */
  runs: number;
  droppedTurns: number;
  prefillMs: number;
  decodeMs: number;
};

/** A piece of the message, and the token ids it is made of; a character may take several pieces. */
export type GenerationText = { type: "text"; text: string; ids?: readonly number[] };
export type GenerationEvent = GenerationText | GenerationEnd;

/** One run over rows; gives the logits of the last `wanted` of them. */
type Step = (rows: Float32Array, wanted: number) => Promise<Float32Array[]>;

/**
 * Writes the model's messages. The same transcript gives the same text whatever else runs and
 * whatever is cached: a row's result does not depend on the rows that it is read with, and the
 * model's own finished message is read anew when it has become part of a prompt.
 */
export class Engine {
  readonly #decoder: Decoder;
  readonly #draft: Draft;
  readonly #tables: SamplerTables;
  readonly #readings: (speaking: readonly string[] | undefined) => ReadingForm;
  readonly #prompts: PromptBuilder;
  readonly #pool: KvPool;
  readonly #context: number;
  readonly #hidden: number;

  constructor(card: ModelCard, decoder: Decoder, draft: Draft, tokenizer: EvlfTokenizer) {
    this.#decoder = decoder;
    this.#draft = draft;
    this.#tables = samplerTables(tokenizer, card.llm.eosId);
    this.#readings = readingForms(card);
    this.#prompts = new PromptBuilder(tokenizer, card.llm.imageTokens, card.llm.context);
    this.#pool = new KvPool(card.llm, KV_LIMIT);
    this.#context = card.llm.context;
    this.#hidden = card.llm.hidden;
  }

  /** Streams one message. Throws VlmError aborted within one step of the signal. */
  async *generate(options: GenerateOptions): AsyncGenerator<GenerationEvent> {
    const wanted = options.maxTokens ?? MAX_NEW_TOKENS;
    const begin = options.begin ?? "";
    const { tokenizer } = this.#tables;
    const preset = begin === "" ? [] : tokenizer.encode(begin);
    // what was written before counts as new: the same turns are left out, the same end is due
    const prompt = this.#prompts.build(options.messages, preset.length + wanted);
    const promptTokens = prompt.tokens + preset.length;
    const maxTokens = Math.max(1, Math.min(wanted, this.#context - promptTokens));
    const started = performance.now();
    const entry = this.#pool.take(
      prompt.messages.map((message) => message.hash),
      promptTokens + maxTokens,
    );
    const cachedTokens = entry.kv.length;
    const finished = entry.ends.length;
    const step: Step = async (rows, wanted) => {
      throwIfAborted(options.signal);
      return options.ticket.run(() => this.#decoder.forward(rows, entry.kv, wanted));
    };
    const unread = prompt.messages.slice(finished);
    try {
      const begun = (options.begun ?? []).slice(0, maxTokens);
      const utf8 = new TextDecoder();
      for (const id of begun) {
        const text = utf8.decode(tokenizer.bytesOf(id), { stream: true });
        yield { type: "text", text, ids: [id] };
      }
      const opening = [...prompt.opening, ...preset, ...begun];
      const logits = await this.#read(unread, opening, options.picture, step);
      const prefilled = performance.now();
      let newTokens = 0;
      let runs = 0;
      let reason: GenerationEnd["reason"] = "stop";
      const sampler = new GreedySampler(
        this.#tables,
        options.tools,
        this.#readings(options.speaking),
        begin,
        options.form,
      );
      sampler.goOn(begun);
      const guess = (ids: readonly number[], most: number): number[] =>
        options.guess === false ? [] : this.#draft.guess(ids, most);
      const written = { begun, utf8, maxTokens };
      for await (const piece of this.#decode(logits, sampler, step, entry, written, guess)) {
        newTokens += piece.ids.length;
        runs += 1;
        if (piece.reason !== null) reason = piece.reason;
        if (piece.text !== "" || piece.ids.length > 0)
          yield { type: "text", text: piece.text, ids: piece.ids };
      }
      yield {
        type: "end",
        reason,
        promptTokens,
        cachedTokens,
        newTokens,
        runs,
        droppedTurns: prompt.droppedTurns,
        prefillMs: prefilled - started,
        decodeMs: performance.now() - prefilled,
      };
    } finally {
      this.#giveBack(entry, unread);
    }
  }

  /** Keeps the messages that were read to their end. */
  #giveBack(entry: KvEntry, unread: readonly PromptMessage[]): void {
    let end = entry.ends.at(-1) ?? 0;
    for (const { ids, hash } of unread) {
      end += ids.length;
      if (end > entry.kv.length) break;
      entry.hashes.push(hash);
      entry.ends.push(end);
    }
    cut(entry, entry.ends.length);
    this.#pool.release(entry);
  }

  /** Reads messages and the opening of the model's own; gives the logits of what comes next. */
  async #read(
    messages: readonly PromptMessage[],
    opening: readonly number[],
    picture: GenerateOptions["picture"],
    step: Step,
  ): Promise<Float32Array[]> {
    const ids = [...messages.flatMap((message) => message.ids), ...opening];
    const images = messages.flatMap((message) => message.images.map(picture));
    const rows = this.#decoder.embed(ids, images);
    const size = PIECE * this.#hidden;
    let logits: Float32Array[] = [];
    for (let at = 0; at < rows.length; at += size)
      logits = await step(rows.slice(at, at + size), 1);
    return logits;
  }

  /**
   * Writes token by token. Each run reads the last token and guesses of those after it; what the
   * model would have written itself is kept, the rest is forgotten.
   */
  async *#decode(
    first: readonly Float32Array[],
    sampler: GreedySampler,
    step: Step,
    { kv }: KvEntry,
    { begun, utf8, maxTokens }: { begun: readonly number[]; utf8: TextDecoder; maxTokens: number },
    guess: (written: readonly number[], most: number) => number[],
  ): AsyncGenerator<{ text: string; ids: number[]; reason: GenerationEnd["reason"] | null }> {
    const { tokenizer, eosId } = this.#tables;
    const ids = [...begun];
    const over = (): GenerationEnd["reason"] | null =>
      isLooping(ids) ? "loop" : ids.length >= maxTokens ? "length" : null;
    const due = begun.length > 0 ? over() : null;
    if (due !== null) {
      yield { text: "", ids: [], reason: due };
      return;
    }
    let guesses: number[] = [];
    let logits = first;
    for (;;) {
      const before = ids.length;
      let text = "";
      let reason: GenerationEnd["reason"] | null = null;
      for (const [row, values] of logits.entries()) {
        const id = sampler.next(values);
        if (id === eosId) {
          yield { text: text + utf8.decode(), ids: ids.slice(before), reason: "stop" };
          return;
        }
        ids.push(id);
        text += utf8.decode(tokenizer.bytesOf(id), { stream: true });
        reason = over();
        if (reason !== null || id !== guesses[row]) break;
      }
      // kept: the row of the token before, and one for each guess that was right
      kv.truncate(kv.length - logits.length + (ids.length - before));
      yield { text, ids: ids.slice(before), reason };
      if (reason !== null) return;
      guesses = guess(ids, Math.min(GUESSES, maxTokens - ids.length));
      const last = ids.at(-1) ?? eosId;
      logits = await step(this.#decoder.embed([last, ...guesses], []), guesses.length + 1);
    }
  }
}
