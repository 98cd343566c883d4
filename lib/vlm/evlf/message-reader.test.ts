import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openIntents } from "../intent/open-intents";
import { createEvlf, type Evlf } from "../provider";
import { modelCache, modelFolder } from "../registry";
import { messageReader } from "./message-reader";
import { Scheduler, type Ticket } from "./scheduler";

const dir = modelFolder(process.env.EVLF_MODEL_DIR);
const QUESTIONS = "models/training/questions/test.jsonl";

describe("what a message is after", () => {
  let evlf: Evlf;
  let ticket: Ticket;
  beforeAll(async () => {
    evlf = await createEvlf(dir, { cache: modelCache(process.env.DATA_DIR) });
    ticket = await evlf.admit();
  }, 60_000);
  afterAll(() => ticket.release());

  it("is what the training computed", async () => {
    const { examples } = openIntents(path.join(dir, "intents.json"));
    expect(examples.length).toBeGreaterThan(20);
    expect(examples.some(({ before }) => before !== "")).toBe(true);
    for (const { q, before, intent, probability, thing } of examples) {
      const read = await evlf.readMessage(q, before, ticket);
      expect({ q, thing: read.thing("place") }).toEqual({ q, thing });
      // the training multiplies the same integers; another runtime rounds otherwise between them
      expect(Math.abs(read.share([intent]) - probability)).toBeLessThan(0.08);
    }
  }, 120_000);

  it("is right where it is sure, on questions of other writers", async () => {
    const rows = readFileSync(QUESTIONS, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { q: string; before?: string; intent: string })
      .filter((_, at) => at % 3 === 0);
    const sure: boolean[] = [];
    for (const { q, before = "", intent } of rows) {
      const { guess } = await evlf.readMessage(q, before, ticket);
      if (guess !== null) sure.push(guess.intent === intent);
    }
    expect(sure.length / rows.length).toBeGreaterThan(0.75);
    expect(sure.filter(Boolean).length / sure.length).toBeGreaterThan(0.9);
  }, 120_000);

  it("depends on the message before", async () => {
    const alone = await evlf.readMessage("and the other one?", "", ticket);
    const after = await evlf.readMessage("and the other one?", "where is his left lung", ticket);
    expect(after.share(["place"])).not.toBeCloseTo(alone.share(["place"]), 3);
  }, 60_000);

  it("takes a message of any length, and none", async () => {
    const long = await evlf.readMessage(
      "where is it ".repeat(20_000),
      "and ".repeat(5_000),
      ticket,
    );
    expect(long.likeliest.probability).toBeGreaterThan(0);
    const none = await evlf.readMessage("", "", ticket);
    expect(none.guess).toBeNull();
    expect((await evlf.readMessage("🙂🙂", "", ticket)).guess).toBeNull();
  }, 60_000);
});

describe("messageReader", () => {
  it("asks the language model once for each message and the one before it", async () => {
    const intents = openIntents(path.join(dir, "intents.json"));
    let runs = 0;
    const width = intents.width;
    const read = messageReader(intents, async () => {
      runs += 1;
      return new Float32Array(width);
    });
    const ticket = await new Scheduler({ active: 1, waiting: 1 }).admit();
    await read("where?", "", ticket);
    await read("where?", "", ticket);
    expect(runs).toBe(1);
    await read("where?", "is there a lump", ticket);
    expect(runs).toBe(2);
    for (let at = 0; at < 200; at += 1) await read(`word ${at}`, "", ticket);
    await read("where?", "", ticket);
    expect(runs).toBe(203);
    ticket.release();
  });
});
