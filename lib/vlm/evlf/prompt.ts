import { createHash } from "node:crypto";
import type { EvlfTokenizer } from "./tokenizer";
import {
  ASSISTANT_START,
  dropOldestTurns,
  IMAGE_TOKEN,
  renderMessage,
  type TranscriptMessage,
} from "./transcript";

/** One message as token ids, and a hash of it and everything before it. */
export type PromptMessage = { ids: readonly number[]; images: readonly string[]; hash: string };

/** What the decoder reads: whole messages, then the ids that open the model's own message. */
export type Prompt = {
  messages: PromptMessage[];
  opening: readonly number[];
  tokens: number;
  droppedTurns: number;
};

/** Texts whose ids are remembered; a long chat's messages are met again at every step. */
const REMEMBERED = 512;
/** A user's text is cut to this many tokens, so that one turn with four pictures and its tools fits. */
export const MAX_USER_TOKENS = 700;

/** Makes prompts of transcripts within a context of `context` tokens. */
export class PromptBuilder {
  readonly #tokenizer: EvlfTokenizer;
  readonly #imageTokens: number;
  readonly #context: number;
  readonly #known = new Map<string, readonly number[]>();

  constructor(tokenizer: EvlfTokenizer, imageTokens: number, context: number) {
    this.#tokenizer = tokenizer;
    this.#imageTokens = imageTokens;
    this.#context = context;
  }

  /** Ids of the messages, oldest turns dropped so that `room` more tokens fit. */
  build(messages: readonly TranscriptMessage[], room: number): Prompt {
    const opening = this.#encode(ASSISTANT_START);
    const count = (all: readonly TranscriptMessage[]): number =>
      all.reduce((sum, message) => sum + this.#ids(message).length, opening.length);
    const fitted = dropOldestTurns(
      messages.map((m) => this.#clip(m)),
      (all) => {
        return count(all) + room <= this.#context;
      },
    );
    let before = "";
    const prompt = fitted.messages.map((message): PromptMessage => {
      const images = message.role === "user" ? message.images : [];
      const hash = createHash("sha256")
        .update(JSON.stringify([before, images, renderMessage(message, 0)]))
        .digest("base64");
      before = hash;
      return { ids: this.#ids(message), images, hash };
    });
    const tokens = count(fitted.messages);
    return { messages: prompt, opening, tokens, droppedTurns: fitted.droppedTurns };
  }

  #ids(message: TranscriptMessage): readonly number[] {
    return this.#encode(renderMessage(message, this.#imageTokens));
  }

  #encode(text: string): readonly number[] {
    const known = this.#known.get(text);
    if (known) return known;
    // a run of picture tokens is long and always the same: the tokenizer sees each only once
    const ids = this.#tokenizer.encode(text);
    const oldest = this.#known.keys().next();
    if (this.#known.size >= REMEMBERED && !oldest.done) this.#known.delete(oldest.value);
    this.#known.set(text, ids);
    return ids;
  }

  #clip(message: TranscriptMessage): TranscriptMessage {
    if (message.role !== "user" || message.text.length < MAX_USER_TOKENS / 4) return message;
    const ids = this.#tokenizer.encode(message.text);
    if (ids.length <= MAX_USER_TOKENS) return message;
    const text = this.#tokenizer.decode(ids.slice(0, MAX_USER_TOKENS)).replace(/\uFFFD+$/, "");
    return { ...message, text: text.replaceAll(IMAGE_TOKEN, "") };
  }
}
