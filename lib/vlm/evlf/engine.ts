import type { ToolName } from "@/lib/contracts/tools";
import { throwIfAborted } from "../errors";
import type { ModelCard } from "../registry";
import type { Decoder } from "./decoder";
import { cut, type KvEntry, KvPool } from "./kv-pool";
import { isLooping } from "./loop-stop";
import { PromptBuilder } from "./prompt";
import { GreedySampler, type SamplerTables, samplerTables } from "./sampler";
import type { Ticket } from "./scheduler";
import type { EvlfTokenizer } from "./tokenizer";
import type { TranscriptMessage } from "./transcript";

/** Bytes of all KV caches above which idle ones are let go. */
const KV_LIMIT = 640 * 1024 * 1024;
export const MAX_NEW_TOKENS = 320;

/** Tokens of a message read in one run: bounds memory, and how long others wait. */
const PIECE = 256;

/** `rows` cut into pieces of at most `length` numbers. */
function pieces(rows: Float32Array, length: number): Float32Array[] {
  return Array.from({ length: Math.ceil(rows.length / length) }, (_, i) =>
    rows.slice(i * length, (i + 1) * length),
  );
}

export type GenerateOptions = {
  messages: readonly TranscriptMessage[];
  /** Picture tokens of a picture by its key, [imageTokens, hidden]. */
  picture: (key: string) => Float32Array;
  /** Tools that may be called; none forbids a call. */
  tools: readonly ToolName[];
  ticket: Ticket;
  maxTokens?: number;
  signal?: AbortSignal;
};

/** How a message of the model ended and what it cost. Times in milliseconds. */
export type GenerationEnd = {
  type: "end";
  reason: "stop" | "length" | "loop";
  promptTokens: number;
  cachedTokens: number;
  newTokens: number;
  droppedTurns: number;
  prefillMs: number;
  decodeMs: number;
};

export type GenerationEvent = { type: "text"; text: string } | GenerationEnd;

/**
 * Writes the model's messages. The same transcript gives the same text whatever else runs and
 * whatever is cached: a prompt is always read message by message in the same pieces, a decode step
 * has one row, and the model's own finished message is read anew, in the same way, when it has
 * become part of a prompt.
 */
export class Engine {
  readonly #decoder: Decoder;
  readonly #tables: SamplerTables;
  readonly #prompts: PromptBuilder;
  readonly #pool: KvPool;
  readonly #context: number;
  readonly #hidden: number;

  constructor(card: ModelCard, decoder: Decoder, tokenizer: EvlfTokenizer) {
    this.#decoder = decoder;
    this.#tables = samplerTables(tokenizer, card.llm.eosId);
    this.#prompts = new PromptBuilder(tokenizer, card.llm.imageTokens, card.llm.context);
    this.#pool = new KvPool(card.llm, KV_LIMIT);
    this.#context = card.llm.context;
    this.#hidden = card.llm.hidden;
  }

  /** Streams one message. Throws VlmError aborted within one step of the signal. */
  async *generate(options: GenerateOptions): AsyncGenerator<GenerationEvent> {
    const wanted = options.maxTokens ?? MAX_NEW_TOKENS;
    const prompt = this.#prompts.build(options.messages, wanted);
    const maxTokens = Math.max(1, Math.min(wanted, this.#context - prompt.tokens));
    const started = performance.now();
    const entry = this.#pool.take(
      prompt.messages.map((message) => message.hash),
      prompt.tokens + maxTokens,
    );
    const cachedTokens = entry.kv.length;
    let finished = entry.ends.length;
    const step = async (rows: Float32Array): Promise<Float32Array> => {
      throwIfAborted(options.signal);
      return options.ticket.run(() => this.#decoder.forward(rows, entry.kv));
    };
    try {
      for (const message of prompt.messages.slice(finished)) {
        const rows = this.#decoder.embed(message.ids, message.images.map(options.picture));
        for (const piece of pieces(rows, PIECE * this.#hidden)) await step(piece);
        entry.hashes.push(message.hash);
        entry.ends.push(entry.kv.length);
        finished += 1;
      }
      const logits = await step(this.#decoder.embed(prompt.opening, []));
      const prefilled = performance.now();
      let newTokens = 0;
      let reason: GenerationEnd["reason"] = "stop";
      const sampler = new GreedySampler(this.#tables, options.tools);
      for await (const piece of this.#decode(logits, sampler, step, maxTokens)) {
        newTokens = piece.count;
        if (piece.reason !== null) reason = piece.reason;
        if (piece.text !== "") yield { type: "text", text: piece.text };
      }
      yield {
        type: "end",
        reason,
        promptTokens: prompt.tokens,
        cachedTokens,
        newTokens,
        droppedTurns: prompt.droppedTurns,
        prefillMs: prefilled - started,
        decodeMs: performance.now() - prefilled,
      };
    } finally {
      this.#giveBack(entry, finished);
    }
  }

  #giveBack(entry: KvEntry, finished: number): void {
    cut(entry, finished);
    this.#pool.release(entry);
  }

  async *#decode(
    first: Float32Array,
    sampler: GreedySampler,
    step: (rows: Float32Array) => Promise<Float32Array>,
    maxTokens: number,
  ): AsyncGenerator<{ text: string; count: number; reason: GenerationEnd["reason"] | null }> {
    const { tokenizer, eosId } = this.#tables;
    const utf8 = new TextDecoder();
    const ids: number[] = [];
    let logits = first;
    for (;;) {
      const id = sampler.next(logits);
      if (id === eosId) {
        yield { text: utf8.decode(), count: ids.length, reason: "stop" };
        return;
      }
      ids.push(id);
      const text = utf8.decode(tokenizer.bytesOf(id), { stream: true });
      const reason = isLooping(ids) ? "loop" : ids.length >= maxTokens ? "length" : null;
      yield { text, count: ids.length, reason };
      if (reason !== null) return;
      logits = await step(this.#decoder.embed([id], []));
    }
  }
}
