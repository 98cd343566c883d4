import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { toyCard } from "../tools/toy-card";
import { addLowRank, aroundMiddle, dequantise, prepareLanguage, toInt8 } from "./prepared-weights";

const folder = mkdtempSync(path.join(tmpdir(), "prepared-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("weights made from the shipped ones", () => {
  it("reads 4-bit values low nibble first, 8 as zero, with their block's scale", () => {
    const packed = Uint8Array.of(0x98, 0xf0, 0x08, 0x7a);
    const got = dequantise(packed, Float32Array.of(1, 0.5), 4);
    expect([...got]).toEqual([0, 1, -8, 7, 0, -4, 1, -0.5]);
  });

  it("adds B A to the weight", () => {
    const weight = new Float32Array(6);
    const down = Float32Array.of(1, 10, 2, 20, 3, 30);
    const up = Float32Array.of(1, 2, 0, 1);
    addLowRank(weight, down, up, { rows: 2, columns: 3, rank: 2 });
    expect([...weight]).toEqual([1, 2, 3, 12, 24, 36]);
  });

  it("rounds to int8 with a scale a row, transposed", () => {
    const { values, scales } = toInt8(Float32Array.of(1, -2, 0.5, 4, 0, 0), 2, 3);
    expect([...values]).toEqual([64, 127, -127, 0, 32, 0]);
    expect(scales[0]).toBeCloseTo(2 / 127, 8);
    expect(scales[1]).toBeCloseTo(4 / 127, 8);
  });

  it("keeps every value when they are put around 128", () => {
    const signed = Int8Array.of(-127, -1, 0, 1, 127);
    const bytes = aroundMiddle(new Uint8Array(signed.slice().buffer));
    expect([...bytes].map((byte) => byte - 128)).toEqual([...signed]);
  });

  it("says what to do where they cannot be written", () => {
    const plan = { size: 10, adapter: null, copies: [{ from: 0, length: 2, to: 0 }], merges: [] };
    writeFileSync(path.join(folder, "plan.json"), JSON.stringify(plan));
    const file = (name: string) => ({ path: name, sha256: name, bytes: 0 });
    const files = {
      ...toyCard.files,
      languagePlan: file("plan.json"),
      decoderData: file("absent"),
    };
    const cache = path.join(folder, "cache");
    mkdirSync(cache);
    chmodSync(cache, 0o500);
    expect(() => prepareLanguage(folder, { ...toyCard, files }, cache, "signed")).toThrow(
      expect.objectContaining({
        code: "model-cache",
        person: expect.stringContaining("set DATA_DIR"),
      }),
    );
  });
});
