import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { modelFolder } from "@/lib/vlm/registry";
import { tokensOf } from "./features";
import { openIntents } from "./open-intents";

const FILE = path.join(modelFolder(undefined), "intents.json");

describe("tokensOf", () => {
  it("gives words without accents and case, numbers as one, and question marks", () => {
    expect(tokensOf("Où est-ce? It\u2019s 42 mm")).toEqual([
      "ou",
      "est",
      "ce",
      "?",
      "it's",
      "0",
      "mm",
    ]);
    expect(tokensOf("…")).toEqual([]);
  });
});

describe("openIntents", () => {
  const intents = openIntents(FILE);
  const none = new Float32Array(intents.width);

  it.each([
    ["can you show me where his heart is", "place", "heart"],
    ["Is the mediastinum widened?", "presence", "mediastinum widened"],
    ["do u see any fluid in the lungs, shes very short of breath", "presence", "fluid"],
    ["Margins?", "place", "Margins"],
  ] as const)("finds what %s names", (question, intent, thing) => {
    expect(intents.read(question, none).thing(intent)).toBe(thing);
  });

  it("says nothing of a message without words", () => {
    expect(intents.read("", none).guess).toBeNull();
    expect(intents.read("🙂🙂", none).guess).toBeNull();
    expect(intents.read("🙂", none).thing("place")).toBe("");
  });

  it("gives shares that add up to one", () => {
    const read = intents.read("where is it", none);
    expect(read.share(["place"])).toBeGreaterThan(0);
    expect(read.share(["place"])).toBeLessThanOrEqual(read.likeliest.probability + 1e-9);
    expect(read.share([...new Set(intents.examples.map((each) => each.intent))])).toBeGreaterThan(
      0,
    );
  });

  it("refuses states of another length", () => {
    expect(() => intents.read("where is it", new Float32Array(3))).toThrow("3 states");
  });

  it("refuses a file of another form", () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "intents-")), "intents.json");
    const data = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify({ ...data, bias: [0] }));
    expect(() => openIntents(file)).toThrow("tables of unlike sizes");
    writeFileSync(file, JSON.stringify({ ...data, intents: ["gossip"] }));
    expect(() => openIntents(file)).toThrow(/intents\.json/);
  });
});
