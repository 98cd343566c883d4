import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { LlmShape } from "../registry";
import { tokenBytes } from "./byte-level";
import { openEmbedding } from "./embedding";
import { KvCache } from "./kv-cache";
import { cut, KvPool } from "./kv-pool";
import { isLooping } from "./loop-stop";
import { PromptBuilder } from "./prompt";
import { toyTokenizer } from "./toy-tokenizer";
import type { TranscriptMessage } from "./transcript";

describe("byte-level tokens", () => {
  it("stand for blanks, line breaks and every byte", () => {
    expect([...tokenBytes("\u0120a\u010a")]).toEqual([32, 97, 10]);
    expect([...tokenBytes("\u00c3\u00a9")]).toEqual([0xc3, 0xa9]);
    expect([...tokenBytes("\u0100\u0143")]).toEqual([0, 0xad]);
  });
});

describe("the loop stop", () => {
  const twelve = Array.from({ length: 12 }, (_, i) => i);
  it("fires when twelve tokens come three times on end, not before", () => {
    expect(isLooping([...twelve, ...twelve, ...twelve])).toBe(true);
    expect(isLooping([99, ...twelve, ...twelve, ...twelve])).toBe(true);
    expect(isLooping([...twelve, ...twelve])).toBe(false);
    expect(isLooping([...twelve, ...twelve, 99, ...twelve])).toBe(false);
    expect(isLooping(new Array<number>(36).fill(7))).toBe(true);
  });

  it("fires for a phrase of any length up to 24 tokens, and lets a list go on", () => {
    const said = (length: number, total: number): number[] =>
      Array.from({ length: total }, (_, i) => i % length);
    expect(isLooping([99, 98, ...said(5, 36)])).toBe(true);
    expect(isLooping(said(5, 35))).toBe(false);
    expect(isLooping(said(24, 72))).toBe(true);
    expect(isLooping(said(24, 71))).toBe(false);
    // "[1] lung, [2] lung, ...": the number changes each time
    expect(isLooping(Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 100 + i : i % 3)))).toBe(
      false,
    );
  });
});

describe("the embedding table", () => {
  it("reads a row's nibbles, low first, less the zero point, times its block's scale", () => {
    const dir = mkdtempSync(path.join(tmpdir(), "evlf embed "));
    const file = path.join(dir, "data");
    const rows = Buffer.from([0x98, 0x0f, 0x10, 0x32, 0x88, 0x88, 0x88, 0x88]);
    const scales = Buffer.from(Float32Array.of(0.5, 2, 1, 1).buffer);
    writeFileSync(file, Buffer.concat([Buffer.from("pad!"), rows, scales]));
    const table = openEmbedding(file, 8, {
      file: "data",
      rows: 2,
      blockSize: 4,
      bits: 4,
      dataOffset: 4,
      scalesOffset: 12,
      zeroPointsOffset: null,
      scaleType: "float32",
    });
    const out = new Float32Array(10);
    table.writeRow(0, out, 1);
    expect([...out]).toEqual([0, 0, 0.5, 3.5, -4, -16, -14, -12, -10, 0]);
    table.writeRow(1, out, 1);
    expect([...out.subarray(1, 9)]).toEqual(new Array<number>(8).fill(0));
    rmSync(dir, { recursive: true });
  });
});

const shape: LlmShape = {
  layers: 1,
  kvHeads: 2,
  headDim: 4,
  hidden: 8,
  vocab: 10,
  context: 2048,
  imageTokenId: 1,
  imageTokens: 3,
  eosId: 0,
  embed: {
    file: "",
    rows: 0,
    blockSize: 4,
    bits: 4,
    dataOffset: 0,
    scalesOffset: 0,
    zeroPointsOffset: null,
    scaleType: "float32",
  },
};

describe("the cache of keys and values", () => {
  it("keeps each head's rows when it grows, in steps up to the context", () => {
    const kv = new KvCache(shape);
    const key = (): Float32Array => {
      const data = kv.feeds["past_key_values.0.key"]?.data;
      if (!(data instanceof Float32Array)) throw new Error("no key");
      return data;
    };
    expect(key().length).toBe(2 * 512 * 4);
    key().set([1, 2, 3, 4], 0);
    key().set([5, 6, 7, 8], 512 * 4);
    kv.length = 1;
    kv.reserve(600);
    expect(key().length).toBe(2 * 1024 * 4);
    expect([...key().subarray(0, 4)]).toEqual([1, 2, 3, 4]);
    expect([...key().subarray(1024 * 4, 1024 * 4 + 4)]).toEqual([5, 6, 7, 8]);
    kv.reserve(1500);
    expect(kv.feeds["past_key_values.0.value"]?.dims).toEqual([1, 2, 1536, 4]);
    kv.reserve(2000);
    expect(kv.feeds["past_key_values.0.value"]?.dims).toEqual([1, 2, 2048, 4]);
    expect(kv.fetches["present.0.value"]).toBe(kv.feeds["past_key_values.0.value"]);
  });

  it("is reused up to the first message that differs", () => {
    const pool = new KvPool(shape, 1e9);
    const entry = pool.take(["s", "a", "b"], 10);
    expect(entry.ends).toEqual([]);
    entry.kv.length = 30;
    entry.hashes.push("s", "a", "b");
    entry.ends.push(5, 12, 30);
    pool.release(entry);
    const again = pool.take(["s", "a", "c"], 10);
    expect(again).toBe(entry);
    expect([again.kv.length, again.ends]).toEqual([12, [5, 12]]);
  });

  it("of another chat is left alone, and the oldest go when there is no room", () => {
    const one = new KvCache(shape).bytes;
    const pool = new KvPool(shape, one * 2.5);
    const make = (name: string) => {
      const entry = pool.take(["s", name], 10);
      entry.kv.length = 9;
      entry.hashes.push("s", name);
      entry.ends.push(4, 9);
      return entry;
    };
    const first = make("a");
    pool.release(first);
    const second = make("b");
    expect(second).not.toBe(first);
    pool.release(second);
    const third = make("c");
    pool.release(third);
    expect(pool.idleBytes).toBe(2 * one);
    expect(pool.take(["s", "b"], 10)).toBe(second);
    expect(pool.take(["s", "a"], 10)).not.toBe(first);
  });

  it("cut back to nothing holds nothing", () => {
    const entry = { kv: new KvCache(shape), hashes: ["a"], ends: [7] };
    entry.kv.length = 20;
    cut(entry, 1);
    expect(entry.kv.length).toBe(7);
    cut(entry, 0);
    expect([entry.kv.length, entry.hashes]).toEqual([0, []]);
  });
});

describe("a prompt", () => {
  const builder = () => new PromptBuilder(toyTokenizer(["<|im_start|>", "<|im_end|>"]), 3, 400);
  const system = { role: "system", audience: "patient" } as const;

  it("grows without changing its beginning, ids and hashes alike", () => {
    const first: TranscriptMessage[] = [system, { role: "user", images: ["p"], text: "What?" }];
    const short = builder().build(first, 10);
    const long = builder().build(
      [...first, { role: "assistant", content: "A." }, { role: "user", images: [], text: "And?" }],
      10,
    );
    expect(long.messages.slice(0, 2)).toEqual(short.messages);
    expect(short.messages[1]?.ids.filter((id) => id === 1)).toHaveLength(3);
  });

  it("tells pictures apart by their key", () => {
    const of = (key: string) =>
      builder().build([system, { role: "user", images: [key], text: "?" }], 1).messages[1]?.hash;
    expect(of("a")).not.toBe(of("b"));
  });

  it("cuts one text that is far too long", () => {
    const text = "x".repeat(5000);
    const prompt = builder().build([system, { role: "user", images: [], text }], 10);
    expect(prompt.messages[1]?.ids.length).toBeLessThan(950);
  });
});
