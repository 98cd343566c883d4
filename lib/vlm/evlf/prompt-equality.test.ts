import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { audienceSchema } from "@/lib/contracts/audience";
import { PromptBuilder } from "./prompt";
import { loadTokenizer } from "./tokenizer";
import { sanitise, type TranscriptMessage } from "./transcript";

const root = path.resolve(import.meta.dirname, "../../..");
const model = path.join(root, "models/evlf-mini");
const files = [
  path.join(model, "tokenizer.json"),
  path.join(model, "tokenizer_config.json"),
] as const;
const there = files.every((file) => existsSync(file));

const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), audience: audienceSchema }),
  z.object({ role: z.literal("user"), images: z.array(z.string()), raw: z.string() }),
  z.object({ role: z.literal("assistant"), content: z.string() }),
  z.object({ role: z.literal("tool"), line: z.string() }),
]);
const prompts = z.object({
  imageTokens: z.number(),
  conversations: z.array(z.object({ messages: z.array(message), ids: z.array(z.number()) })),
});
const strings = z.object({ strings: z.array(z.tuple([z.string(), z.array(z.number())])) });

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, "tests/fixtures", name), "utf8"));

describe.skipIf(!there)("prompts as the model was trained on them (needs the tokenizer)", () => {
  it("gives the training recipe's ids for fifty conversations", () => {
    const tokenizer = loadTokenizer(...files);
    const { imageTokens, conversations } = prompts.parse(fixture("prompts.json"));
    const builder = new PromptBuilder(tokenizer, imageTokens, 100_000);
    for (const chat of conversations) {
      const transcript = chat.messages.map(
        (m): TranscriptMessage =>
          m.role === "user"
            ? { role: "user", images: m.images, text: sanitise(m.raw, tokenizer.specialTokens) }
            : m,
      );
      const prompt = builder.build(transcript, 0);
      const ids = [...prompt.messages.flatMap((part) => [...part.ids]), ...prompt.opening];
      expect(ids).toEqual(chat.ids);
    }
  });

  it("gives the base model's ids for a thousand strings", () => {
    const tokenizer = loadTokenizer(...files);
    const wrong = strings
      .parse(fixture("tokenizer.json"))
      .strings.filter(([text, ids]) => tokenizer.encode(text).join() !== ids.join());
    expect(wrong).toEqual([]);
  });
});
