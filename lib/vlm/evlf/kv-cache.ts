import { Tensor } from "onnxruntime-node";
import type { LlmShape } from "../registry";

const STEP = 512;

/**
 * Keys and values of one sequence, written in place by the decoder: the same tensors are its
 * inputs and its outputs, [1, kvHeads, capacity, headDim] each. What lies beyond `length` is
 * leftover and never read.
 */
export class KvCache {
  readonly #shape: LlmShape;
  #capacity = STEP;
  #buffers: Float32Array[];
  #feeds: Record<string, Tensor> = {};
  #fetches: Record<string, Tensor> = {};
  length = 0;

  constructor(shape: LlmShape) {
    this.#shape = shape;
    this.#buffers = Array.from({ length: shape.layers * 2 }, () => this.#buffer());
    this.#wrap();
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0);
  }

  get feeds(): Readonly<Record<string, Tensor>> {
    return this.#feeds;
  }

  get fetches(): Readonly<Record<string, Tensor>> {
    return this.#fetches;
  }

  /** Forgets everything after the first `length` positions. */
  truncate(length: number): void {
    this.length = Math.min(this.length, length);
  }

  /** Makes room for `length` positions, in steps of 512; what is there is copied. */
  reserve(length: number): void {
    if (length <= this.#capacity) return;
    const { kvHeads, headDim, context } = this.#shape;
    const before = this.#capacity;
    const wanted = Math.ceil(length / STEP) * STEP;
    this.#capacity = Math.max(length, Math.min(wanted, context));
    this.#buffers = this.#buffers.map((old) => {
      const buffer = this.#buffer();
      for (let head = 0; head < kvHeads; head += 1) {
        const from = head * before * headDim;
        const kept = old.subarray(from, from + this.length * headDim);
        buffer.set(kept, head * this.#capacity * headDim);
      }
      return buffer;
    });
    this.#wrap();
  }

  /** Values of a layer at a position: one row [headDim] a head, one after the other. */
  values(layer: number, position: number): Float32Array {
    const { kvHeads, headDim } = this.#shape;
    const buffer = this.#buffers[2 * layer + 1] ?? new Float32Array();
    const row = new Float32Array(kvHeads * headDim);
    for (let head = 0; head < kvHeads; head += 1) {
      const from = (head * this.#capacity + position) * headDim;
      row.set(buffer.subarray(from, from + headDim), head * headDim);
    }
    return row;
  }

  #buffer(): Float32Array {
    return new Float32Array(this.#shape.kvHeads * this.#capacity * this.#shape.headDim);
  }

  #wrap(): void {
    const dims = [1, this.#shape.kvHeads, this.#capacity, this.#shape.headDim];
    this.#feeds = {};
    this.#fetches = {};
    for (const [index, buffer] of this.#buffers.entries()) {
      const tensor = new Tensor("float32", buffer, dims);
      const name = `${index >> 1}.${index & 1 ? "value" : "key"}`;
      this.#feeds[`past_key_values.${name}`] = tensor;
      this.#fetches[`present.${name}`] = tensor;
    }
  }
}
