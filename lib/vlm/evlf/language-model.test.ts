import { describe, expect, it } from "vitest";
import type { EvlfMessage } from "@/lib/contracts/message";
import { toyCard, toyReading } from "../tools/toy-card";
import { converse, type EvlfChunk } from "./converse";
import { FIRST, question, run, SECOND, scripted, storedParts } from "./scripted-model";
import { renderMessage } from "./transcript";

describe("a turn", () => {
  it("says that it looked only at the last of several pictures", async () => {
    const { loaded } = scripted([FIRST, SECOND], toyReading("xray"));
    const asked = question("Where is the left lung?", "second");
    const first = question("", "first").parts[0];
    if (!first) throw new Error("no picture");
    const both = { ...asked, parts: [first, ...asked.parts] };
    const note = "[note:last-picture] You brought 2 pictures at once.";
    expect((await run(loaded, [both])).text).toContain(note);
    const { loaded: again } = scripted([FIRST, SECOND], toyReading("xray"));
    expect((await run(again, [asked])).text).not.toContain("[note:last-picture]");
  });

  it("streams reasoning, call, result and answer, and tells its outcome", async () => {
    const { loaded, asked } = scripted([FIRST, SECOND], toyReading("xray"));
    const turn = await run(loaded, [question("Hm, the left lung then, if it can be", "pic")]);
    const order: EvlfChunk["type"][] = [
      "reasoning-start",
      "tool-input-available",
      "tool-output-available",
      "text-start",
      "finish",
    ];
    const places = order.map((type) => turn.types.indexOf(type));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(turn.reasoning).toContain("1. Reading: X-ray, chest; no label set. (image)");
    expect(turn.text).toContain("I marked the left lung [1].");
    expect(turn.metadata).toMatchObject({ outcome: "answered", audience: "patient" });
    expect(asked[1]?.messages.map((m) => renderMessage(m, 0)).slice(2)).toEqual([
      `<|im_start|>assistant\n${FIRST}<|im_end|>\n`,
      "<|im_start|>tool\nground: found 1: [1] left lung, middle right; card lungs<|im_end|>\n",
    ]);
    expect(loaded.scheduler.load).toEqual({ active: 0, waiting: 0 });
  });

  it("gives the same chunks' text whatever pieces the model's text comes in", async () => {
    const of = async (size: number) =>
      run(scripted([FIRST, SECOND], toyReading("xray"), size).loaded, [
        question("Hm, the left lung then, if it can be", "pic"),
      ]);
    const whole = await of(1000);
    for (const size of [1, 2, 3, 5, 13]) {
      const turn = await of(size);
      expect([turn.text, turn.reasoning]).toEqual([whole.text, whole.reasoning]);
    }
  });

  it("rebuilds the model's own words from the stored answer in the next turn", async () => {
    const { loaded, asked } = scripted([FIRST, SECOND, "Fine."], toyReading("xray"));
    const first = await run(loaded, [question("Hm, the left lung then, if it can be", "pic")]);
    const parts = storedParts(first.chunks);
    await run(loaded, [
      question("Hm, the left lung then, if it can be", "pic"),
      { id: "a", role: "assistant", parts },
      question("And the right?"),
    ]);
    const lines = asked[2]?.messages.map((m) => renderMessage(m, 0)) ?? [];
    expect(lines[2]).toBe(`<|im_start|>assistant\n${FIRST}<|im_end|>\n`);
    expect(lines[3]).toContain("<|im_start|>tool\nground: found 1");
    expect(lines[4]).toBe(`<|im_start|>assistant\n${SECOND}<|im_end|>\n`);
    expect(lines[5]).toContain("And the right?");
  });

  it("answers by code, without the model, how sure an earlier mark was, and remembers it", async () => {
    const { loaded, asked } = scripted([FIRST, SECOND, "Fine."], toyReading("xray"));
    const first = question("Hm, the left lung then, if it can be", "pic");
    const parts = storedParts((await run(loaded, [first])).chunks);
    const history: EvlfMessage[] = [first, { id: "a", role: "assistant", parts }];
    const turn = await run(loaded, [...history, question("How sure are you?")]);
    expect(turn.text).toContain("97 of 100");
    expect(turn.metadata?.outcome).toBe("answered");
    expect(asked).toHaveLength(2);
    const again = [...history, question("How sure are you?")];
    await run(loaded, [
      ...again,
      { id: "b", role: "assistant", parts: storedParts(turn.chunks) },
      question("And the right?"),
    ]);
    const lines = asked[2]?.messages.map((m) => renderMessage(m, 0)) ?? [];
    expect(lines[6]).toMatch(/<think>\n1\. No tool is needed\. \(none\)\n<\/think>\nI was tested/);
  });

  it("refuses a dose even where the question brings a picture before", async () => {
    const { loaded, asked } = scripted(["Two tablets."], toyReading("xray"));
    const turn = await run(loaded, [question("How many tablets should I take?")]);
    expect(turn.text).toContain("I cannot advise on medicines");
    expect(asked).toHaveLength(0);
  });

  it("says that a picture is not medical without a word of the model's", async () => {
    const { loaded, asked } = scripted(["I see a lung."], toyReading("none"));
    const turn = await run(loaded, [question("What does this show?", "pic")]);
    expect(turn.text).toMatch(/^\[note:not-supported\][^\n]*$/);
    expect(turn.metadata?.outcome).toBe("not-supported");
    expect(asked).toHaveLength(0);
  });

  it("puts an emergency text before anything else, even the queue", async () => {
    const { loaded } = scripted(["<think>\n1. I look. (none)\n</think>\nok"], toyReading("xray"));
    const busy = await Promise.all([loaded.scheduler.admit(), loaded.scheduler.admit()]);
    const turn = run(loaded, [question("I have crushing chest pain right now")]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    for (const ticket of busy) ticket.release();
    const { chunks, text } = await turn;
    expect(text.startsWith("[note:emergency]")).toBe(true);
    const first = chunks.findIndex((c) => c.type === "text-delta");
    expect(first).toBeLessThan(chunks.findIndex((c) => c.type === "reasoning-start"));
  });

  it("ends with an abort chunk when the signal fires, and gives its place back", async () => {
    const { loaded } = scripted([FIRST, SECOND], toyReading("xray"));
    const abort = new AbortController();
    const generate = loaded.engine.generate.bind(loaded.engine);
    loaded.engine = {
      generate: (options) => {
        queueMicrotask(() => abort.abort());
        return generate(options);
      },
    };
    const turn = await run(
      loaded,
      [question("Hm, the left lung then, if it can be", "pic")],
      abort.signal,
    );
    expect(turn.types).toContain("abort");
    expect(loaded.scheduler.load.active).toBe(0);
  });

  it.each([
    ["mri", [0.9, 0], [toyCard.labelSets[0]?.id]],
    ["mri", [0, 0.9], []],
  ])("lets a reading name labels only of the set that speaks: %s %j", async (kind, gates, sets) => {
    const { loaded, asked } = scripted([FIRST, SECOND], toyReading(kind, { gates }));
    await run(loaded, [question("What does this show?", "pic")]);
    expect(asked[0]?.speaking).toEqual(sets);
  });

  it("stops the model when its reader leaves", async () => {
    const { loaded, asked } = scripted([FIRST, SECOND], toyReading("xray"), 1);
    const messages = [question("Hm, the left lung then, if it can be", "pic")];
    const image = async (): Promise<Uint8Array> => new Uint8Array();
    for await (const chunk of converse(loaded, { messages, audience: "patient", image })) {
      if (chunk.type === "reasoning-delta") break;
    }
    expect(asked[0]?.signal?.aborted).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toHaveLength(1);
    expect(loaded.scheduler.load.active).toBe(0);
  });

  it("throws what went wrong instead of ending as if it were well", async () => {
    const { loaded } = scripted([FIRST], toyReading("xray"));
    loaded.engine = {
      // biome-ignore lint/correctness/useYield: it fails before its first word
      async *generate() {
        throw new Error("no memory");
      },
    };
    await expect(
      run(loaded, [question("Hm, the left lung then, if it can be", "pic")]),
    ).rejects.toThrow("no memory");
    expect(loaded.scheduler.load.active).toBe(0);
  });
});
