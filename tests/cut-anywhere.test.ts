import { describe, expect, it } from "vitest";
import type { EvlfMessage } from "@/lib/contracts/message";
import { closingChunks, type TurnChunk, writtenIds } from "@/lib/server/turns/chunks";
import { foldTurn } from "@/lib/server/turns/fold-turn";
import { goOn } from "@/lib/server/turns/go-on";
import { reopen } from "@/lib/server/turns/reopen";
import { reopenLog } from "@/lib/server/turns/reopen-log";
import { type Begun, converse } from "@/lib/vlm/evlf/converse";
import type { GenerationEvent } from "@/lib/vlm/evlf/engine";
import type { Loaded } from "@/lib/vlm/evlf/language-model";
import { Scheduler } from "@/lib/vlm/evlf/scheduler";
import { UNTOLD } from "@/lib/vlm/evlf/scripted-model";
import { toyTokenizer } from "@/lib/vlm/evlf/toy-tokenizer";
import { toyCard, toyReading } from "@/lib/vlm/tools/toy-card";

const STEPS = [
  '<think>\n1. Reading: X-ray, chest; no label set. (image)\n2. Look. (none)\n</think>\n<tool_call>{"name":"ground","arguments":{"phrase":"left lung"}}</tool_call>',
  "<think>\n3. One mark. (box 1)\n</think>\nI marked the left lung [1]. There are nine nodules. The mark [1] lies to the right in the picture.",
];

const END: GenerationEvent = {
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

/** A model whose tokens are characters; which step it writes depends on the prompt alone. */
function loadedModel(): Loaded {
  return {
    card: toyCard,
    tokenizer: toyTokenizer([]),
    readMessage: async () => UNTOLD,
    scheduler: new Scheduler({ active: 1, waiting: 1 }),
    pictures: {
      read: async () => toyReading("xray"),
      propose: async () => [{ score: 0.9, x1: 0.5, y1: 0.3, x2: 0.9, y2: 0.7 }],
    },
    engine: {
      async *generate({ messages, begun = [] }) {
        const step = messages.filter(({ role }) => role === "assistant").length;
        const all = [...(STEPS[step] ?? "")].map((char) => char.charCodeAt(0));
        expect(all.slice(0, begun.length)).toEqual([...begun]);
        const text = (ids: number[]): GenerationEvent => ({
          type: "text",
          text: String.fromCharCode(...ids),
          ids,
        });
        for (const id of begun) yield text([id]);
        for (let at = begun.length; at < all.length; at += 5) yield text(all.slice(at, at + 5));
        yield END;
      },
    },
  };
}

const QUESTION: EvlfMessage = {
  id: "q",
  role: "user",
  parts: [
    { type: "data-image", data: { imageId: "i", name: "x.png", width: 200, height: 100 } },
    { type: "text", text: "Where is the left lung?" },
  ],
};

async function chunksOf(begun?: Begun): Promise<AsyncIterable<TurnChunk>> {
  return converse(loadedModel(), {
    messages: [QUESTION],
    audience: "patient",
    image: async () => new Uint8Array(),
    ...(begun === undefined ? {} : { begun }),
  });
}

async function listed(source: AsyncIterable<TurnChunk>): Promise<TurnChunk[]> {
  const chunks: TurnChunk[] = [];
  for await (const chunk of source)
    if (chunk.type !== "start" && chunk.type !== "finish") chunks.push(chunk);
  return chunks;
}

/** A message's parts without what differs from run to run. */
const content = async (chunks: TurnChunk[]) => {
  const { parts } = await foldTurn("a", chunks);
  return parts.map((part) => {
    if (part.type === "reasoning" || part.type === "text")
      return { type: part.type, text: part.text, raw: part.providerMetadata?.evlf?.raw };
    return "output" in part ? { type: part.type, output: part.output } : { type: part.type };
  });
};

/** What is left of an answer that was cut off behind these chunks, and how it goes on. */
async function continued(before: TurnChunk[], kept: number[], fresh: TurnChunk[]) {
  const parts = (await foldTurn("a", [...before, ...closingChunks(before, "cut")])).parts;
  const ids = writtenIds(kept, fresh);
  const { chunks, whole, step } = reopen(parts);
  const known = step === null ? [] : ids;
  const source = await chunksOf({ parts: whole, ids: known });
  return { log: chunks, known, next: await listed(goOn(source, step, known.length)) };
}

describe("an answer cut off anywhere", () => {
  it("reads, continued, as if it had never been cut", async () => {
    const whole = await listed(await chunksOf());
    const wanted = await content(whole);
    expect(wanted.some(({ type }) => type === "tool-ground")).toBe(true);
    for (let cut = 1; cut < whole.length; cut += 1) {
      const before = whole.slice(0, cut);
      const { log, next } = await continued(before, [], before);
      expect(await content([...log, ...next]), `cut behind chunk ${cut}`).toEqual(wanted);
    }
  });

  it("and cut off again, and again", async () => {
    const whole = await listed(await chunksOf());
    const wanted = await content(whole);
    let before = whole.slice(0, 4);
    let sitting = await continued(before, [], before);
    for (let round = 0; round < 4; round += 1) {
      const fresh = sitting.next.slice(0, 3);
      before = [...sitting.log, ...fresh];
      sitting = await continued(before, sitting.known, fresh);
    }
    expect(await content([...sitting.log, ...sitting.next])).toEqual(wanted);
  });

  it("never shows a word twice on the way", async () => {
    const whole = await listed(await chunksOf());
    const words = (chunks: TurnChunk[]) =>
      chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");
    for (let cut = 1; cut < whole.length; cut += 1) {
      const before = whole.slice(0, cut);
      const { log, next } = await continued(before, [], before);
      expect(words(log) + words(next)).toBe(words(whole));
    }
  });
});

type Logged = { seq: number; lease: number; chunk: TurnChunk };

/** The rest of an answer whose worker died behind these events, as the next worker writes it. */
async function takenOver(log: Logged[], lease: number): Promise<Logged[]> {
  const { whole, step, calls, written, last } = await reopenLog(log, []);
  const isNew = whole.length === 0 && step === null;
  const source = await chunksOf(isNew ? undefined : { parts: whole, ids: written });
  const next = await listed(goOn(source, step, written.length, calls));
  return next.map((chunk, at) => ({ seq: last + 1 + at, lease, chunk }));
}

describe("an answer whose worker died anywhere", () => {
  const logOf = async (): Promise<Logged[]> =>
    (await listed(await chunksOf())).map((chunk, at) => ({ seq: at + 1, lease: 1, chunk }));
  const chunksIn = (log: Logged[]) => log.map(({ chunk }) => chunk);

  it("goes on in the same log: each part once, each call once", async () => {
    const whole = await logOf();
    const wanted = await content(chunksIn(whole));
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const before = whole.slice(0, cut);
      const log = [...before, ...(await takenOver(before, 3))];
      expect(await content(chunksIn(log)), `cut behind event ${cut}`).toEqual(wanted);
    }
  });

  it("and whose next workers died too", async () => {
    const wanted = await content(chunksIn(await logOf()));
    let log = (await logOf()).slice(0, 2);
    for (let lease = 3; lease < 13; lease += 2)
      log = [...log, ...(await takenOver(log, lease)).slice(0, 4)];
    log = [...log, ...(await takenOver(log, 13))];
    expect(await content(chunksIn(log))).toEqual(wanted);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
  });
});
