import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { ModelCard } from "../registry";
import { type EmbeddingTable, openEmbedding } from "./embedding";
import type { KvCache } from "./kv-cache";
import { preparePrefill } from "./prepared-weights";
import { sessionOptions } from "./session";

/**
 * The language model: embeddings in, logits of the last position out, KV written in place. Two
 * graphs of the same weights: one for a single row, 4-bit; one for many, 8-bit integers, whose
 * result for a row does not depend on the rows beside it.
 */
export class Decoder {
  readonly #single: InferenceSession;
  readonly #many: InferenceSession;
  readonly #card: ModelCard;
  readonly #table: EmbeddingTable;
  readonly #ones: BigInt64Array;

  private constructor(
    single: InferenceSession,
    many: InferenceSession,
    card: ModelCard,
    table: EmbeddingTable,
  ) {
    this.#single = single;
    this.#many = many;
    this.#card = card;
    this.#table = table;
    this.#ones = new BigInt64Array(card.llm.context + 512).fill(1n);
  }

  /** `cache`: where weights made from the shipped ones are kept. Throws VlmError model-cache. */
  static async load(
    dir: string,
    card: ModelCard,
    cache: string,
    threads: number,
  ): Promise<Decoder> {
    // shapes change at every run: a remembered memory plan would only grow
    const options = { ...sessionOptions(threads), enableMemPattern: false };
    const prefill = preparePrefill(dir, card, cache);
    const many = await InferenceSession.create(prefill, options);
    const decoder = path.join(dir, card.files.decoder.path);
    const single = await InferenceSession.create(decoder, options);
    const table = openEmbedding(
      path.join(dir, card.llm.embed.file),
      card.llm.hidden,
      card.llm.embed,
    );
    return new Decoder(single, many, card, table);
  }

  /**
   * Embedding rows of ids, [ids, hidden]; the n-th picture token takes the n-th row of `pictures`
   * ([tokens, hidden] each, one after the other).
   */
  embed(ids: readonly number[], pictures: readonly Float32Array[]): Float32Array {
    const { hidden, imageTokenId, imageTokens } = this.#card.llm;
    const rows = new Float32Array(ids.length * hidden);
    let seen = 0;
    for (const [i, id] of ids.entries()) {
      if (id === imageTokenId) {
        const picture = pictures[Math.floor(seen / imageTokens)];
        const from = (seen % imageTokens) * hidden;
        if (picture) rows.set(picture.subarray(from, from + hidden), i * hidden);
        seen += 1;
      } else {
        this.#table.writeRow(id, rows, i * hidden);
      }
    }
    return rows;
  }

  /** One run over `rows` [n, hidden] after what `kv` holds. Gives the last position's logits. */
  async forward(rows: Float32Array, kv: KvCache): Promise<Float32Array> {
    const { hidden, vocab } = this.#card.llm;
    const count = rows.length / hidden;
    const total = kv.length + count;
    kv.reserve(total);
    const feeds: Record<string, Tensor> = {
      ...kv.feeds,
      inputs_embeds: new Tensor("float32", rows, [1, count, hidden]),
      attention_mask: new Tensor("int64", this.#ones.subarray(0, total), [1, total]),
    };
    const session = count === 1 ? this.#single : this.#many;
    const { logits } = await session.run(feeds, { ...kv.fetches, logits: null });
    kv.length = total;
    if (!(logits?.data instanceof Float32Array)) throw new Error("decoder gave no logits");
    // the head may have been pruned to the last position at export
    const last = logits.data.slice(logits.data.length - vocab);
    logits.dispose();
    return last;
  }
}
