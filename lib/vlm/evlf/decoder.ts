import path from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { ModelCard } from "../registry";
import { type EmbeddingTable, openEmbedding } from "./embedding";
import type { KvCache } from "./kv-cache";
import { prepareLanguage } from "./prepared-weights";
import { exactWeights } from "./products";
import { sessionOptions } from "./session";

/** Rows of a run at the least: of a single row, attention would add in another order. */
const LEAST_ROWS = 2;

/**
 * The language model: embeddings in, logits out, keys and values written in place. Products are of
 * 8-bit integers, so that a row's result does not depend on how many others are in its run.
 */
export class Decoder {
  readonly #session: InferenceSession;
  readonly #card: ModelCard;
  readonly #table: EmbeddingTable;
  readonly #ones: BigInt64Array;

  private constructor(session: InferenceSession, card: ModelCard, table: EmbeddingTable) {
    this.#session = session;
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
    const file = prepareLanguage(dir, card, cache, await exactWeights());
    const session = await InferenceSession.create(file, options);
    const table = openEmbedding(
      path.join(dir, card.llm.embed.file),
      card.llm.hidden,
      card.llm.embed,
    );
    return new Decoder(session, card, table);
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

  /**
   * One run over `rows` [n, hidden] after what `kv` holds. Gives the logits of the last `wanted`
   * rows, one array [vocab] each.
   */
  async forward(rows: Float32Array, kv: KvCache, wanted: number): Promise<Float32Array[]> {
    const { hidden, vocab } = this.#card.llm;
    const count = rows.length / hidden;
    const run = Math.max(count, LEAST_ROWS);
    const embeds = new Float32Array(run * hidden);
    embeds.set(rows);
    kv.reserve(kv.length + run);
    const total = kv.length + run;
    const asked = BigInt64Array.from({ length: wanted }, (_, i) => BigInt(count - wanted + i));
    const feeds: Record<string, Tensor> = {
      ...kv.feeds,
      inputs_embeds: new Tensor("float32", embeds, [1, run, hidden]),
      attention_mask: new Tensor("int64", this.#ones.subarray(0, total), [1, total]),
      wanted: new Tensor("int64", asked, [wanted]),
    };
    const { logits } = await this.#session.run(feeds, { ...kv.fetches, logits: null });
    kv.length += count;
    if (!(logits?.data instanceof Float32Array))
      throw new Error("the language model gave no logits");
    const { data } = logits;
    return Array.from({ length: wanted }, (_, i) => data.subarray(i * vocab, (i + 1) * vocab));
  }
}
