import { closeSync, openSync, readSync } from "node:fs";
import type { EmbedPlace } from "../registry";

/** Rows of the input embedding, made from the output layer's quantised weights (tied). */
export type EmbeddingTable = {
  hidden: number;
  /** Writes row `id` as `hidden` floats at `offset` of `target`. */
  writeRow(id: number, target: Float32Array, offset: number): void;
};

/** Bytes of an open file; throws where it ends early. */
export function readRange(descriptor: number, offset: number, bytes: number): Uint8Array {
  const buffer = new Uint8Array(bytes);
  for (let done = 0; done < bytes; ) {
    const read = readSync(descriptor, buffer, done, bytes - done, offset + done);
    if (read === 0) throw new Error("a model file ends early");
    done += read;
  }
  return buffer;
}

/**
 * Opens the table inside the decoder's data file. Layout of MatMulNBits: for each row, blocks of
 * `blockSize` values along the hidden size, low nibble first; one float scale a block; zero points
 * packed likewise, 2^(bits-1) where there are none.
 */
export function openEmbedding(file: string, hidden: number, place: EmbedPlace): EmbeddingTable {
  const { rows, blockSize, bits } = place;
  const blocks = Math.ceil(hidden / blockSize);
  const blockBytes = (blockSize * bits) / 8;
  const zeroRow = Math.ceil((blocks * bits) / 8);
  const descriptor = openSync(file, "r");
  try {
    const data = readRange(descriptor, place.dataOffset, rows * blocks * blockBytes);
    const scaleBytes = readRange(descriptor, place.scalesOffset, rows * blocks * 4);
    const scales = new Float32Array(scaleBytes.buffer);
    const zeros =
      place.zeroPointsOffset === null
        ? null
        : readRange(descriptor, place.zeroPointsOffset, rows * zeroRow);
    const unpack = (bytes: Uint8Array, start: number, i: number): number => {
      if (bits === 8) return bytes[start + i] ?? 0;
      const byte = bytes[start + (i >> 1)] ?? 0;
      return i & 1 ? byte >> 4 : byte & 15;
    };
    return {
      hidden,
      writeRow: (id, target, offset) => {
        for (let block = 0; block < blocks; block += 1) {
          const scale = scales[id * blocks + block] ?? 0;
          const zero = zeros ? unpack(zeros, id * zeroRow, block) : 1 << (bits - 1);
          const start = (id * blocks + block) * blockBytes;
          const size = Math.min(blockSize, hidden - block * blockSize);
          const to = offset + block * blockSize;
          for (let i = 0; i < size; i += 1) {
            target[to + i] = (unpack(data, start, i) - zero) * scale;
          }
        }
      },
    };
  } finally {
    closeSync(descriptor);
  }
}
