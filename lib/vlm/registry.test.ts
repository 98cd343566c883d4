import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelFolder, modelFolders, readModelCard, verifyModelFiles } from "./registry";

const NAMES = {
  disease: "disease.onnx",
  pixel: "pixel.onnx",
  ground: "ground.onnx",
  population: "population.onnx",
  language: "language.onnx",
  languageUnsigned: "language.unsigned.onnx",
  languagePlan: "language.json",
  draft: "draft.bin",
  intents: "intents.json",
  connectors: "connectors.onnx",
  decoder: "decoder.onnx",
  decoderData: "decoder.onnx.data",
  tokenizer: "tokenizer.json",
  tokenizerConfig: "tokenizer_config.json",
};

function cardFor(content: string): object {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const files = Object.fromEntries(
    Object.entries(NAMES).map(([key, file]) => [
      key,
      { path: file, sha256, bytes: content.length },
    ]),
  );
  return {
    name: "evlf-mini",
    version: "1",
    files,
    image: { diseaseSize: 224, pixelSize: 256, mean: 127, scale: 128 },
    llm: {
      layers: 1,
      kvHeads: 1,
      headDim: 4,
      hidden: 8,
      vocab: 10,
      context: 64,
      imageTokenId: 3,
      imageTokens: 2,
      eosId: 2,
      embed: {
        file: "decoder.onnx.data",
        rows: 10,
        blockSize: 4,
        bits: 4,
        dataOffset: 0,
        scalesOffset: 0,
        zeroPointsOffset: null,
        scaleType: "float32",
      },
    },
    noneThreshold: 0.5,
    modalities: ["xray", "none"],
    modalityTemperature: 1,
    readingTemperature: 1,
    regions: ["chest"],
    planes: ["axial"],
    labelSets: [],
    phrases: [],
    calibration: {},
    figures: {},
    commands: [],
  };
}

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "evlf registry "));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function write(card: object): void {
  for (const file of Object.values(NAMES)) writeFileSync(path.join(dir, file), "whole");
  writeFileSync(path.join(dir, "model.json"), JSON.stringify(card));
}

describe("the model's files", () => {
  it("are accepted when each has its size and sha256", async () => {
    write(cardFor("whole"));
    await expect(verifyModelFiles(dir)).resolves.toMatchObject({ name: "evlf-mini" });
  });

  it("are refused when one byte differs, naming the file", async () => {
    write(cardFor("whole"));
    writeFileSync(path.join(dir, "ground.onnx"), "whOle");
    await expect(verifyModelFiles(dir)).rejects.toMatchObject({
      code: "model-damaged",
      person: expect.stringContaining("ground.onnx"),
    });
  });

  it("are refused when one is missing, naming the file", async () => {
    write(cardFor("whole"));
    rmSync(path.join(dir, "decoder.onnx.data"));
    await expect(verifyModelFiles(dir)).rejects.toMatchObject({
      code: "model-missing",
      person: expect.stringContaining("decoder.onnx.data"),
    });
  });

  it("need a model.json that fits its schema", () => {
    write({ ...cardFor("whole"), noneThreshold: "high" });
    expect(() => readModelCard(dir)).toThrow(/noneThreshold/);
    writeFileSync(path.join(dir, "model.json"), "{");
    expect(() => readModelCard(dir)).toThrow(/not JSON/);
    expect(() => readModelCard(path.join(dir, "nowhere"))).toThrow(/no model.json/);
  });
});

describe("the model's folder", () => {
  it("is models/evlf-mini unless another is named; an empty name counts as none", () => {
    expect(modelFolder(undefined)).toBe(path.resolve("models/evlf-mini"));
    expect(modelFolder("")).toBe(path.resolve("models/evlf-mini"));
    expect(modelFolder(dir)).toBe(dir);
    expect(modelFolders(path.join(dir, "nowhere"))).toEqual([]);
    expect(modelFolders(path.dirname(dir))).toContain(dir);
  });
});
