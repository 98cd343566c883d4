import type { GenerationEnd } from "@/lib/vlm/evlf/engine";
import type { TranscriptMessage } from "@/lib/vlm/evlf/transcript";
import type { Evlf } from "@/lib/vlm/provider";
import { passageOf } from "@/scripts/bench/passage";
import { canonicalPicture, drawnPicture } from "@/scripts/bench/pictures";

const TOOLS = ["ground", "diagnose", "lookup"] as const;
const PREFILL_TOKENS = 256;

export type Written = { text: string; firstMs: number; end: GenerationEnd };
export type Chat = { messages: TranscriptMessage[]; key: string; tokens: Float32Array };

/** Lets the model write its next message; times from `started`. */
async function write(
  evlf: Evlf,
  chat: Chat,
  started: number,
  maxTokens: number,
  guess = true,
): Promise<Written> {
  const ticket = await evlf.admit();
  try {
    let text = "";
    let firstMs = Number.NaN;
    const events = evlf.generateRaw({
      messages: chat.messages,
      picture: () => chat.tokens,
      tools: [...TOOLS],
      ticket,
      maxTokens,
      guess,
    });
    for await (const event of events) {
      if (event.type === "end") return { text, firstMs, end: event };
      if (Number.isNaN(firstMs)) firstMs = performance.now() - started;
      text += event.text;
    }
    throw new Error("the model's stream had no end");
  } finally {
    ticket.release();
  }
}

/** A new chat about a picture not met before: from the file's bytes, what is asked, to the end of its message. */
export async function newImage(
  evlf: Evlf,
  seed: number,
  maxTokens: number,
): Promise<{ chat: Chat; written: Written }> {
  const file = await drawnPicture(seed);
  const key = `bench-${seed}`;
  const started = performance.now();
  const png = await canonicalPicture(file);
  const ticket = await evlf.admit();
  const reading = await evlf.readPicture(key, png, ticket);
  // what it is after, of words not met before; the model's messages are those of every round
  await evlf.readMessage(`What does this show? ${seed}`, "", ticket);
  ticket.release();
  const chat: Chat = {
    key,
    tokens: reading.imageTokens,
    messages: [
      { role: "system", audience: "patient" },
      { role: "user", images: [key], text: "What does this show?" },
    ],
  };
  return { chat, written: await write(evlf, chat, started, maxTokens) };
}

/** The next question in that chat. */
export async function secondTurn(evlf: Evlf, chat: Chat, said: string): Promise<Written> {
  const started = performance.now();
  const ticket = await evlf.admit();
  await evlf.readMessage("Where is it?", `What does this show? ${chat.key}`, ticket);
  ticket.release();
  const messages: TranscriptMessage[] = [
    ...chat.messages,
    { role: "assistant", content: said },
    { role: "user", images: [], text: "Where is it?" },
  ];
  return write(evlf, { ...chat, messages }, started, 24);
}

/** Tokens a second of reading a text of about 256 tokens. */
export async function prefill(evlf: Evlf, number: number): Promise<number> {
  const text = passageOf(PREFILL_TOKENS, number);
  const chat: Chat = {
    key: "",
    tokens: new Float32Array(),
    messages: [
      { role: "system", audience: "patient" },
      { role: "user", images: [], text },
    ],
  };
  const { end } = await write(evlf, chat, performance.now(), 1);
  return (1000 * (end.promptTokens - end.cachedTokens)) / end.prefillMs;
}

/** Tokens a second of writing, after about 256 tokens of text. `guess`: false, a run for each token. */
export async function decode(
  evlf: Evlf,
  number: number,
  tokens: number,
  guess = true,
): Promise<number> {
  const { chat } = await newImage(evlf, number, 1);
  let written = 0;
  let ms = 0;
  for (let turn = 0; written < tokens && turn < 8; turn += 1) {
    const question = `${passageOf(PREFILL_TOKENS / 2, number + turn)} What does this show?`;
    const messages: TranscriptMessage[] = [
      { role: "system", audience: "patient" },
      { role: "user", images: [chat.key], text: question },
    ];
    const { end } = await write(evlf, { ...chat, messages }, performance.now(), tokens, guess);
    written += end.newTokens;
    ms += end.decodeMs;
  }
  return (1000 * written) / ms;
}

/** Several chats at once, a new picture each: tokens a second of all together, slowest first token. */
export async function together(
  evlf: Evlf,
  chats: number,
  seed: number,
): Promise<{ tokensPerSecond: number; slowestFirstMs: number; wholeMs: number }> {
  const started = performance.now();
  const all = await Promise.all(
    Array.from({ length: chats }, (_, i) => newImage(evlf, seed + i, 96)),
  );
  const wholeMs = performance.now() - started;
  const tokens = all.reduce((sum, { written }) => sum + written.end.newTokens, 0);
  return {
    tokensPerSecond: (1000 * tokens) / wholeMs,
    slowestFirstMs: Math.max(...all.map(({ written }) => written.firstMs)),
    wholeMs,
  };
}
