import type { ToolName } from "@/lib/contracts/tools";
import { type CallState, callStart, callSteps, stateKey } from "./grammar";
import { READING, type ReadingForm } from "./reading-form";
import type { EvlfTokenizer } from "./tokenizer";
import { allowedTokens, sortVocabulary, type Vocabulary } from "./vocabulary";

const OPEN = Buffer.from("<tool_call>");
const LESS = OPEN[0] ?? 0;
const THINK = Buffer.from("<think>");
const THINK_END = Buffer.from("</think>");
const READING_START = Buffer.from(READING);
/** Bytes within which every reading has ended. */
const LONGEST_READING = 160;
/** Tokens tried one by one before the whole mask is made. */
const TRIES = 8;

/** What may follow the beginning of a message. */
export type AnswerForm = {
  /** Whether a text is one of the form, the beginning of one, or neither. */
  fits: (text: string) => "whole" | "part" | "no";
  /**
   * Picks the digit that goes on after `text`, where a digit may, by what the model gives each of
   * those that fit (shares of 1 in all); without it, the likeliest.
   */
  digit?: (text: string, shares: ReadonlyMap<number, number>) => number;
};

const DIGITS = [...Array(10).keys()];

/** The vocabulary prepared for constrained decoding; one for all chats. */
export type SamplerTables = {
  tokenizer: EvlfTokenizer;
  vocabulary: Vocabulary;
  masks: Map<string, number[]>;
  eosId: number;
};

/** Sorts the vocabulary once. */
export function samplerTables(tokenizer: EvlfTokenizer, eosId: number): SamplerTables {
  const { size, bytesOf, specialIds } = tokenizer;
  return {
    tokenizer,
    vocabulary: sortVocabulary(size, bytesOf, specialIds),
    masks: new Map(),
    eosId,
  };
}

/** Index of the largest value; the first of equals. Values excluded by the caller are -Infinity. */
export function argmax(values: Float32Array): number {
  let best = 0;
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NEGATIVE_INFINITY;
    if (value > top) {
      top = value;
      best = i;
    }
  }
  return best;
}

/**
 * Greedy choice, one token at a time, for one message of the model. Outside a tool call every
 * ordinary token and the end may follow; a token that would complete `<tool_call>` must go on as
 * the grammar says; inside, only the grammar's tokens; after the call, only the end. A first step
 * that is a reading has a reading's form.
 */
export class GreedySampler {
  readonly #tables: SamplerTables;
  readonly #tools: readonly ToolName[];
  readonly #reading: ReadingForm;
  readonly #form: AnswerForm | undefined;
  readonly #begun: number;
  #written: Buffer;
  #call: CallState | null = null;

  /**
   * `tools` may be called; none: no answer may hold a tag or part of one. `reading`: the form of a
   * first step that is a reading. `begin`: what the message begins with, no call in it; what follows
   * it has the `form`, where one is given.
   */
  constructor(
    tables: SamplerTables,
    tools: readonly ToolName[],
    reading: ReadingForm,
    begin = "",
    form: AnswerForm | undefined = undefined,
  ) {
    this.#tables = tables;
    this.#tools = tools;
    this.#reading = reading;
    this.#form = form;
    this.#written = Buffer.from(begin);
    this.#begun = this.#written.length;
  }

  /** Takes ids that were picked before, as it picked them. */
  goOn(ids: readonly number[]): void {
    for (const id of ids) this.#take(id);
  }

  /** Picks the next id and takes it as written. `logits` [vocab] is changed in place. */
  next(logits: Float32Array): number {
    const { eosId, tokenizer } = this.#tables;
    for (const id of tokenizer.specialIds) {
      if (id !== eosId) logits[id] = Number.NEGATIVE_INFINITY;
    }
    if (this.#call?.at === "end") return eosId;
    const id = this.#choose(logits);
    if (id !== eosId) this.#take(id);
    return id;
  }

  /** The digit that the form picks, where it picks and only digits may follow. */
  #digit(logits: Float32Array): number | null {
    const pick = this.#form?.digit;
    if (pick === undefined) return null;
    const { encode } = this.#tables.tokenizer;
    const ids = DIGITS.flatMap((digit) => encode(String(digit)));
    const fitting = DIGITS.filter((digit) => this.#accepts(ids[digit] ?? -1));
    if (fitting.length === 0) return null;
    const scores = fitting.map((digit) => logits[ids[digit] ?? -1] ?? Number.NEGATIVE_INFINITY);
    const top = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - top));
    const sum = weights.reduce((a, b) => a + b, 0);
    const shares = new Map(fitting.map((digit, i) => [digit, (weights[i] ?? 0) / sum]));
    const text = this.#written.subarray(this.#begun).toString("utf8");
    return ids[pick(text, shares)] ?? null;
  }

  #choose(logits: Float32Array): number {
    const digit = this.#digit(logits);
    if (digit !== null) return digit;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const id = argmax(logits);
      if (this.#accepts(id)) return id;
      logits[id] = Number.NEGATIVE_INFINITY;
    }
    if (this.#call === null) return this.#unconstrained(logits);
    const masked = new Float32Array(logits.length).fill(Number.NEGATIVE_INFINITY);
    for (const id of this.#mask(this.#call)) masked[id] = logits[id] ?? Number.NEGATIVE_INFINITY;
    // the tries may have struck out allowed tokens only if they were refused, so one is left
    return argmax(masked);
  }

  #unconstrained(logits: Float32Array): number {
    for (;;) {
      const id = argmax(logits);
      if (this.#accepts(id) || logits[id] === Number.NEGATIVE_INFINITY) return id;
      logits[id] = Number.NEGATIVE_INFINITY;
    }
  }

  #mask(state: CallState): number[] {
    const key = stateKey(state);
    const kept = key === null ? undefined : this.#tables.masks.get(key);
    if (kept) return kept;
    const mask = allowedTokens(this.#tables.vocabulary, state);
    if (key !== null) this.#tables.masks.set(key, mask);
    return mask;
  }

  #accepts(id: number): boolean {
    const { eosId, tokenizer } = this.#tables;
    if (id === eosId) {
      const none = READING_START.subarray(0, 0);
      return this.#call === null && this.#mayRead(none) && this.#fits(none) !== "part";
    }
    const bytes = tokenizer.bytesOf(id);
    return this.#fits(bytes) !== "no" && this.#mayRead(bytes) && this.#after(bytes) !== undefined;
  }

  /** How what follows the beginning, with these bytes, stands to the form; whole without one. */
  #fits(bytes: Uint8Array): ReturnType<AnswerForm["fits"]> {
    if (this.#form === undefined) return "whole";
    const after = Buffer.concat([this.#written.subarray(this.#begun), bytes]);
    return this.#form.fits(after.toString("utf8"));
  }

  /** False where a reading has begun and these bytes leave its form. */
  #mayRead(bytes: Uint8Array): boolean {
    if (this.#written.length > READING_START.length + LONGEST_READING) return true;
    const text = Buffer.concat([this.#written, bytes]);
    if (!text.subarray(0, READING_START.length).equals(READING_START)) return true;
    return this.#reading.allows(text.subarray(READING_START.length).toString("utf8"));
  }

  /** The call state after these bytes: null outside a call, undefined where they may not follow. */
  #after(bytes: Uint8Array): CallState | null | undefined {
    if (this.#call !== null) return callSteps(this.#call, bytes) ?? undefined;
    if (this.#tools.length === 0) return this.#mayAnswer(bytes) ? null : undefined;
    if (this.#thinking()) return null;
    const text = Buffer.concat([this.#written.subarray(-(OPEN.length - 1)), bytes]);
    const at = text.indexOf(OPEN);
    if (at < 0) return null;
    return callSteps(callStart(this.#tools), text.subarray(at + OPEN.length)) ?? undefined;
  }

  /** Whether no tag but the reasoning's, nor a part of one, would stand in the message. */
  #mayAnswer(bytes: Uint8Array): boolean {
    const text = Buffer.concat([this.#written, bytes]);
    const end = text.indexOf(THINK_END);
    const shared = Math.min(text.length, THINK.length);
    if (end < 0 && text.subarray(0, shared).equals(THINK.subarray(0, shared))) return true;
    return !text.subarray(end < 0 ? 0 : end + THINK_END.length).includes(LESS);
  }

  #thinking(): boolean {
    return this.#written.includes(THINK) && !this.#written.includes(THINK_END);
  }

  #take(id: number): void {
    const bytes = this.#tables.tokenizer.bytesOf(id);
    this.#call = this.#after(bytes) ?? null;
    this.#written = Buffer.concat([this.#written, bytes]);
  }
}
