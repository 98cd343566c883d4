import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { audienceSchema } from "@/lib/contracts/audience";
import { PromptBuilder } from "@/lib/vlm/evlf/prompt";
import { loadTokenizer } from "@/lib/vlm/evlf/tokenizer";
import { sanitise, type TranscriptMessage } from "@/lib/vlm/evlf/transcript";
import { modelFolder } from "@/lib/vlm/registry";

/**
 * For the recipe's tests: one JSON a line in, token ids a line out, as serving makes them.
 * `{"messages": [{"role", "text", "pictures": N}]}` gives the ids of the whole prompt with the
 * opening of the model's next message; `{"text": "..."}` gives the ids of that string.
 */
const lineSchema = z.union([
  z.object({ text: z.string() }),
  z.object({
    messages: z.array(
      z.object({
        role: z.enum(["system", "user", "assistant", "tool"]),
        text: z.string(),
        pictures: z.number().int().default(0),
      }),
    ),
  }),
]);

type Line = z.infer<typeof lineSchema>;
type Message = Extract<Line, { messages: unknown }>["messages"][number];

const dir = modelFolder(process.env.EVLF_MODEL_DIR);
const tokenizer = loadTokenizer(
  path.join(dir, "tokenizer.json"),
  path.join(dir, "tokenizer_config.json"),
);
const IMAGE_TOKENS = 68;
const builder = new PromptBuilder(tokenizer, IMAGE_TOKENS, Number.POSITIVE_INFINITY);

function transcriptOf({ role, text, pictures }: Message): TranscriptMessage {
  switch (role) {
    case "system":
      return { role, audience: audienceSchema.parse(text) };
    case "user": {
      const images = Array.from({ length: pictures }, (_, i) => `picture ${i}`);
      return { role, images, text: sanitise(text, tokenizer.specialTokens) };
    }
    case "assistant":
      return { role, content: text };
    case "tool":
      return { role, line: text };
  }
}

function idsOf(line: Line): readonly number[] {
  if ("text" in line) return tokenizer.encode(line.text);
  const prompt = builder.build(line.messages.map(transcriptOf), 0);
  return [...prompt.messages.flatMap((message) => message.ids), ...prompt.opening];
}

async function main(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== "") console.log(JSON.stringify(idsOf(lineSchema.parse(JSON.parse(line)))));
  }
}

void main();
