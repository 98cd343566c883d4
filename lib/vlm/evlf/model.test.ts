import { existsSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { createEvlf, type Evlf } from "../provider";
import { modelCache, modelFolder } from "../registry";
import type { GenerateOptions, GenerationEnd } from "./engine";
import type { TranscriptMessage } from "./transcript";

const dir = modelFolder(process.env.EVLF_MODEL_DIR);
const cache = modelCache(process.env.DATA_DIR);
const here = existsSync(path.join(dir, "model.json"));
if (!here) console.warn(`skipped: no model in ${dir}`);

type Picture = { key: string; png: Buffer };
type Answer = { text: string; ids: number[]; end: GenerationEnd | null };

async function picture(seed: number): Promise<Picture> {
  const data = Uint8Array.from(
    { length: 96 * 64 },
    (_, i) => (i * (seed + 3) + (i >> 6) * 17) % 256,
  );
  const png = await sharp(data, { raw: { width: 96, height: 64, channels: 1 } })
    .blur(2 + seed)
    .png()
    .toBuffer();
  return { key: `picture ${seed}`, png };
}

/** Asks past the guard; `most` new tokens. */
async function ask(
  evlf: Evlf,
  shown: Picture,
  messages: readonly TranscriptMessage[],
  most: number,
  more: Partial<GenerateOptions> = {},
): Promise<Answer> {
  const ticket = await evlf.admit();
  const answer: Answer = { text: "", ids: [], end: null };
  try {
    const reading = await evlf.readPicture(shown.key, shown.png, ticket);
    const generation = evlf.generateRaw({
      messages,
      picture: () => reading.imageTokens,
      tools: ["ground", "diagnose", "lookup"],
      ticket,
      maxTokens: most,
      ...more,
    });
    for await (const event of generation) {
      if (event.type === "end") answer.end = event;
      else {
        answer.text += event.text;
        answer.ids.push(...(event.ids ?? []));
      }
    }
  } finally {
    ticket.release();
  }
  return answer;
}

function conversation(
  shown: Picture,
  question: string,
  before: string | null,
): TranscriptMessage[] {
  const system: TranscriptMessage = { role: "system", audience: "patient" };
  if (before === null) return [system, { role: "user", images: [shown.key], text: question }];
  return [
    system,
    { role: "user", images: [shown.key], text: "What does this show?" },
    { role: "assistant", content: before },
    { role: "user", images: [], text: question },
  ];
}

describe.skipIf(!here)("the real model", () => {
  let evlf: Evlf;
  beforeAll(async () => {
    evlf = await createEvlf(dir, { cache });
  }, 240_000);

  it("gives the same answer alone, from its cache, and beside seven others", async () => {
    const pictures = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(picture));
    const shown = pictures[3];
    if (!shown) throw new Error("no picture");
    const first = await ask(evlf, shown, conversation(shown, "What does this show?", null), 24);
    const follow = conversation(shown, "Where is it?", first.text);
    const cached = await ask(evlf, shown, follow, 24);
    expect(cached.end?.cachedTokens).toBeGreaterThan(60);

    const fresh = await createEvlf(dir, { cache });
    const alone = await ask(fresh, shown, follow, 24);
    expect(alone.end?.cachedTokens).toBe(0);
    expect(alone.text).toBe(cached.text);

    const other = await createEvlf(dir, { cache });
    const crowd = await Promise.all(
      pictures.map((one, i) =>
        one === shown
          ? ask(other, shown, follow, 24)
          : ask(other, one, conversation(one, `Question number ${i}?`, null), 24),
      ),
    );
    expect(crowd[3]?.text).toBe(alone.text);
  }, 240_000);

  it("writes with guesses what it writes without, in fewer runs", async () => {
    const saved: number[] = [];
    for (const [seed, question] of ["What does this show?", "Where is the tumour?"].entries()) {
      const shown = await picture(20 + seed);
      const messages = conversation(shown, question, null);
      const alone = await ask(evlf, shown, messages, 80, { guess: false });
      const guessed = await ask(evlf, shown, messages, 80);
      expect(guessed.text).toBe(alone.text);
      expect(alone.end?.runs).toBe((alone.end?.newTokens ?? 0) + 1);
      saved.push((alone.end?.runs ?? 0) / (guessed.end?.runs ?? Number.NaN));
    }
    expect(Math.min(...saved)).toBeGreaterThan(1.5);
  }, 120_000);

  it("goes on from any token to the words that it would have written", async () => {
    const shown = await picture(9);
    const messages = conversation(shown, "What does this show?", null);
    const whole = await ask(evlf, shown, messages, 60);
    expect(whole.ids.length).toBeGreaterThan(8);
    for (const cut of [1, 5, whole.ids.length >> 1, whole.ids.length - 1, whole.ids.length]) {
      const begun = whole.ids.slice(0, cut);
      const on = await ask(evlf, shown, messages, 60, { begun });
      expect(on.text, `cut behind token ${cut}`).toBe(whole.text);
      expect(on.ids).toEqual(whole.ids);
      expect(on.end?.reason).toBe(whole.end?.reason);
    }
  }, 240_000);

  it("stops within one step of the signal and can go on afterwards", async () => {
    const shown = await picture(1);
    const messages = conversation(shown, "Tell me everything about this picture.", null);
    const whole = await ask(evlf, shown, messages, 16);
    const abort = new AbortController();
    const stopped = ask(evlf, shown, messages, 200, { signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(stopped).rejects.toMatchObject({ code: "aborted" });
    expect(evlf.load()).toEqual({ active: 0, waiting: 0 });
    expect((await ask(evlf, shown, messages, 16)).text).toBe(whole.text);
  }, 120_000);
});
