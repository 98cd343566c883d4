import { describe, expect, it } from "vitest";
import type { EvlfMessage } from "@/lib/contracts/message";
import { groundResultSchema } from "@/lib/contracts/tools";
import { toyCard, toyReading } from "../tools/toy-card";
import { converse, type EvlfChunk } from "./converse";
import type { GenerateOptions, GenerationEvent } from "./engine";
import type { Loaded } from "./language-model";
import type { PictureReading } from "./reading";
import { Scheduler } from "./scheduler";
import { toyTokenizer } from "./toy-tokenizer";
import { renderMessage } from "./transcript";

const CALL = '<tool_call>{"name":"ground","arguments":{"phrase":"left lung"}}</tool_call>';
const FIRST = `<think>\n1. Reading: X-ray, chest; no label set. (image)\n2. Look. (none)\n</think>\n${CALL}`;
const SECOND = "<think>\n3. One mark. (box 1)\n</think>\nI marked the left lung [1].";

const end: GenerationEvent = {
  type: "end",
  reason: "stop",
  promptTokens: 100,
  cachedTokens: 40,
  newTokens: 20,
  runs: 8,
  droppedTurns: 0,
  prefillMs: 1,
  decodeMs: 2,
};

/** A loaded model whose words are given; it notes what it was asked. */
function scripted(words: readonly string[], reading: PictureReading, size = 7) {
  const asked: GenerateOptions[] = [];
  const loaded: Loaded = {
    card: toyCard,
    tokenizer: toyTokenizer([]),
    intents: { read: () => null, share: () => 1, thing: () => "" },
    scheduler: new Scheduler({ active: 2, waiting: 2 }),
    pictures: {
      read: async (_key, load) => {
        await load();
        return reading;
      },
      propose: async () => [{ score: 0.9, x1: 0.5, y1: 0.3, x2: 0.9, y2: 0.7 }],
    },
    engine: {
      async *generate(options) {
        asked.push(options);
        const text = words[asked.length - 1] ?? "";
        for (let i = 0; i < text.length; i += size) {
          if (options.signal?.aborted) return;
          yield { type: "text", text: text.slice(i, i + size) };
        }
        yield end;
      },
    },
  };
  return { loaded, asked };
}

const question = (text: string, imageId?: string): EvlfMessage => ({
  id: "q",
  role: "user",
  parts: [
    ...(imageId === undefined
      ? []
      : [
          {
            type: "data-image" as const,
            data: { imageId, name: "x.png", width: 200, height: 100 },
          },
        ]),
    { type: "text", text },
  ],
});

async function run(loaded: Loaded, messages: EvlfMessage[], signal?: AbortSignal) {
  const chunks: EvlfChunk[] = [];
  const options = {
    messages,
    audience: "patient" as const,
    image: async () => new Uint8Array(),
    ...(signal === undefined ? {} : { abortSignal: signal }),
  };
  for await (const chunk of converse(loaded, options)) chunks.push(chunk);
  const of = (type: string): string =>
    chunks.flatMap((c) => (c.type === type && "delta" in c ? [c.delta] : [])).join("");
  const finish = chunks.find((c) => c.type === "finish");
  return {
    chunks,
    types: chunks.map((c) => c.type),
    text: of("text-delta"),
    reasoning: of("reasoning-delta"),
    metadata: finish?.type === "finish" ? finish.messageMetadata : undefined,
  };
}

/** The parts of the answer as the app would store them; texts do not matter here. */
function storedParts(chunks: readonly EvlfChunk[]): EvlfMessage["parts"] {
  const output = chunks.find((chunk) => chunk.type === "tool-output-available");
  return chunks.flatMap((chunk): EvlfMessage["parts"] => {
    switch (chunk.type) {
      case "start-step":
        return [{ type: "step-start" }];
      case "reasoning-end":
      case "text-end": {
        const type = chunk.type === "text-end" ? "text" : "reasoning";
        const { providerMetadata } = chunk;
        return [{ type, text: "shown", ...(providerMetadata ? { providerMetadata } : {}) }];
      }
      case "tool-input-available": {
        if (output?.type !== "tool-output-available") return [];
        const { providerMetadata } = chunk;
        return [
          {
            type: "tool-ground",
            toolCallId: chunk.toolCallId,
            state: "output-available",
            input: { phrase: "left lung" },
            output: groundResultSchema.parse(output.output),
            ...(providerMetadata ? { callProviderMetadata: providerMetadata } : {}),
          },
        ];
      }
      default:
        return [];
    }
  });
}

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
    const turn = await run(loaded, [question("Left lung?", "pic")]);
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
        question("Left lung?", "pic"),
      ]);
    const whole = await of(1000);
    for (const size of [1, 2, 3, 5, 13]) {
      const turn = await of(size);
      expect([turn.text, turn.reasoning]).toEqual([whole.text, whole.reasoning]);
    }
  });

  it("rebuilds the model's own words from the stored answer in the next turn", async () => {
    const { loaded, asked } = scripted([FIRST, SECOND, "Fine."], toyReading("xray"));
    const first = await run(loaded, [question("Left lung?", "pic")]);
    const parts = storedParts(first.chunks);
    await run(loaded, [
      question("Left lung?", "pic"),
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
    const first = question("Left lung?", "pic");
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
    const turn = await run(loaded, [question("Left lung?", "pic")], abort.signal);
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

  it("leaves out a search for what nobody named, and says that it has nothing", async () => {
    const stray = FIRST.replace("left lung", "glioma");
    const { loaded, asked } = scripted([stray], toyReading("xray"));
    const turn = await run(loaded, [question("Can we do a thing to slow it?", "pic")]);
    expect(turn.types).not.toContain("tool-input-available");
    expect(turn.text).toMatch(/^I have nothing from my tools to answer that with\./);
    expect(asked).toHaveLength(1);
  });

  it("stops the model when its reader leaves", async () => {
    const { loaded, asked } = scripted([FIRST, SECOND], toyReading("xray"), 1);
    const messages = [question("Left lung?", "pic")];
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
    await expect(run(loaded, [question("Left lung?", "pic")])).rejects.toThrow("no memory");
    expect(loaded.scheduler.load.active).toBe(0);
  });
});
