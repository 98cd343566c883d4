import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { z } from "zod";
import { VlmError } from "../errors";
import type { ModelCard } from "../registry";
import { readRange } from "./embedding";
import type { WeightKind } from "./products";

const count = z.number().int().nonnegative();
/** language.json, written by the export: how language.data is made from the shipped files. */
const planSchema = z.object({
  size: count,
  adapter: z.string().nullable(),
  copies: z.array(z.object({ from: count, length: count, to: count })),
  merges: z.array(
    z.object({
      rows: count,
      columns: count,
      block: count,
      /** Offsets in the decoder's data file: packed 4-bit values, float32 scales. */
      values: count,
      scales: count,
      /** Rank of the adapter, and offsets in its file: A^T [columns, rank], B^T [rank, rows]. */
      rank: count,
      down: count,
      up: count,
      to: count,
      toScales: count,
    }),
  ),
});
type Merge = z.infer<typeof planSchema>["merges"][number];

const DATA = "language.data";
const TOP = 127;

function write(descriptor: number, bytes: Uint8Array, offset: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, offset + done);
  }
}

/** Half precision bit patterns as numbers. */
function fromHalf(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(bytes.buffer);
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** 4-bit values, low nibble first, 8 for zero, times their block's scale: row major [rows, columns]. */
export function dequantise(packed: Uint8Array, scales: Float32Array, block: number): Float32Array {
  const out = new Float32Array(packed.length * 2);
  for (let i = 0; i < packed.length; i += 1) {
    const byte = packed[i] ?? 0;
    const scale = scales[Math.floor((2 * i) / block)] ?? 0;
    out[2 * i] = ((byte & 15) - 8) * scale;
    out[2 * i + 1] = ((byte >> 4) - 8) * scale;
  }
  return out;
}

/**
 * Adds B A to the weight [rows, columns] in place. `down`: A^T [columns, rank]; `up`: B^T
 * [rank, rows].
 */
export function addLowRank(
  weight: Float32Array,
  down: Float32Array,
  up: Float32Array,
  { rows, columns, rank }: { rows: number; columns: number; rank: number },
): void {
  for (let r = 0; r < rank; r += 1) {
    const a = Float32Array.from({ length: columns }, (_, k) => down[k * rank + r] ?? 0);
    for (let n = 0; n < rows; n += 1) {
      const b = up[r * rows + n] ?? 0;
      if (b === 0) continue;
      const row = weight.subarray(n * columns, (n + 1) * columns);
      for (let k = 0; k < columns; k += 1) row[k] = (row[k] ?? 0) + b * (a[k] ?? 0);
    }
  }
}

/** The nearest int8 of [rows, columns] with a scale a row, the values transposed to [columns, rows]. */
export function toInt8(
  weight: Float32Array,
  rows: number,
  columns: number,
): { values: Int8Array; scales: Float32Array } {
  const values = new Int8Array(weight.length);
  const scales = new Float32Array(rows);
  for (let n = 0; n < rows; n += 1) {
    const row = weight.subarray(n * columns, (n + 1) * columns);
    let largest = 1e-12;
    for (let k = 0; k < columns; k += 1) largest = Math.max(largest, Math.abs(row[k] ?? 0));
    const factor = TOP / largest;
    for (let k = 0; k < columns; k += 1) values[k * rows + n] = Math.round((row[k] ?? 0) * factor);
    scales[n] = largest / TOP;
  }
  return { values, scales };
}

/** The bits of int8 values -> those of uint8 values that are 128 larger, in place. */
export function aroundMiddle(bytes: Uint8Array): Uint8Array {
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = (bytes[i] ?? 0) ^ 0x80;
  return bytes;
}

function merge(one: Merge, data: number, adapter: number | null) {
  const { rows, columns, block, rank } = one;
  const packed = readRange(data, one.values, (rows * columns) / 2);
  const scales = new Float32Array(
    readRange(data, one.scales, ((rows * columns) / block) * 4).buffer,
  );
  const weight = dequantise(packed, scales, block);
  if (rank > 0 && adapter !== null) {
    const down = fromHalf(readRange(adapter, one.down, columns * rank * 2));
    const up = fromHalf(readRange(adapter, one.up, rank * rows * 2));
    addLowRank(weight, down, up, { rows, columns, rank });
  }
  return toInt8(weight, rows, columns);
}

function make(
  dir: string,
  card: ModelCard,
  plan: z.infer<typeof planSchema>,
  kind: WeightKind,
  to: string,
): void {
  const open = (name: string): number => openSync(path.join(dir, name), "r");
  const data = open(card.files.decoderData.path);
  const adapter = plan.adapter === null ? null : open(plan.adapter);
  const target = openSync(to, "w");
  try {
    for (const { from, length, to: at } of plan.copies)
      write(target, readRange(data, from, length), at);
    for (const one of plan.merges) {
      const { values, scales } = merge(one, data, adapter);
      const bytes = new Uint8Array(values.buffer);
      write(target, kind === "signed" ? bytes : aroundMiddle(bytes), one.to);
      write(target, new Uint8Array(scales.buffer), one.toScales);
    }
  } finally {
    for (const descriptor of [data, adapter, target]) {
      if (descriptor !== null) closeSync(descriptor);
    }
  }
}

/** Removes folders of other weights, and what a process that was killed left behind. */
function sweep(cache: string, keep: string): void {
  for (const name of readdirSync(cache)) {
    const old = Date.now() - statSync(path.join(cache, name)).mtimeMs > 86_400_000;
    if (name !== keep && old) rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

/**
 * The language model's network for a kind of weights with these beside it, in a folder of `cache`
 * that is made on the first call (about four seconds, 124 MB) and kept. Throws VlmError model-cache where that folder
 * cannot be written.
 */
export function prepareLanguage(
  dir: string,
  card: ModelCard,
  cache: string,
  kind: WeightKind,
): string {
  const { languagePlan, decoderData, adapter } = card.files;
  const language = kind === "signed" ? card.files.language : card.files.languageUnsigned;
  const plan = planSchema.parse(
    JSON.parse(readFileSync(path.join(dir, languagePlan.path), "utf8")),
  );
  const sources = [language, languagePlan, decoderData, ...(adapter ? [adapter] : [])];
  const key = createHash("sha256")
    .update(sources.map(({ sha256 }) => sha256).join())
    .digest("hex");
  const name = key.slice(0, 16);
  const folder = path.join(cache, name);
  const done = path.join(folder, language.path);
  if (existsSync(done) && statSync(path.join(folder, DATA)).size === plan.size) return done;
  const fresh = path.join(cache, `${name}.${process.pid}`);
  try {
    mkdirSync(fresh, { recursive: true });
    make(dir, card, plan, kind, path.join(fresh, DATA));
    copyFileSync(path.join(dir, language.path), path.join(fresh, language.path));
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // another process was faster, or an incomplete folder is in the way
      if (existsSync(done) && statSync(path.join(folder, DATA)).size === plan.size) {
        rmSync(fresh, { recursive: true, force: true });
      } else {
        rmSync(folder, { recursive: true, force: true });
        renameSync(fresh, folder);
      }
      if (!existsSync(done)) throw error;
    }
    sweep(cache, name);
    return done;
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new VlmError(
      "model-cache",
      `${cache}: ${reason}`,
      `The model could not be made ready: ${Math.round(plan.size / 1e6)} MB have to be written to ${cache}. Free some space or set DATA_DIR to a folder that can be written.`,
      { cause: error },
    );
  }
}
