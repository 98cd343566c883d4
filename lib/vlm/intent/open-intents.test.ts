import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { modelFolder } from "@/lib/vlm/registry";
import { tokensOf } from "./features";
import { openIntents } from "./open-intents";

const FILE = path.join(modelFolder(undefined), "intents.json");
const QUESTIONS = "models/training/questions/test.jsonl";

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

  it("computes what the training computed", () => {
    expect(intents.examples.length).toBeGreaterThan(10);
    for (const { q, intent, probability, thing } of intents.examples) {
      const guess = intents.likeliest(q);
      const said = { q, intent: guess.intent, thing: intents.thing(q, "place") };
      expect(said).toEqual({ q, intent, thing });
      expect(guess.probability).toBeCloseTo(probability, 3);
    }
  });

  it("is right where it is sure, on questions of other writers", () => {
    const rows = readFileSync(QUESTIONS, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { q: string; intent: string });
    const sure = rows.flatMap(({ q, intent }) => {
      const guess = intents.read(q);
      return guess === null ? [] : [guess.intent === intent];
    });
    expect(sure.length / rows.length).toBeGreaterThan(0.75);
    expect(sure.filter(Boolean).length / sure.length).toBeGreaterThan(0.93);
  });

  it.each([
    ["can you show me where his heart is", "place", "heart"],
    ["Is the mediastinum widened?", "presence", "mediastinum widened"],
    ["do u see any fluid in the lungs, shes very short of breath", "presence", "fluid"],
    ["Margins?", "place", "Margins"],
  ] as const)("finds what %s names", (question, intent, thing) => {
    expect(intents.thing(question, intent)).toBe(thing);
  });

  it("says nothing of a message without words", () => {
    expect(intents.read("")).toBeNull();
    expect(intents.read("🙂🙂")).toBeNull();
    expect(intents.thing("🙂", "place")).toBe("");
  });

  it("is quick with a message of any length", () => {
    expect(intents.likeliest("where is it ".repeat(100_000)).probability).toBeGreaterThan(0);
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
