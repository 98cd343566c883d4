import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Audience, audienceSchema } from "@/lib/contracts/audience";
import type { StepFigures } from "@/lib/contracts/feedback";
import type { EvlfMessage, MessageMetadata } from "@/lib/contracts/message";
import { type GroundedBox, groundResultSchema } from "@/lib/contracts/tools";
import { VlmError } from "@/lib/vlm/errors";
import type { EvlfChunk } from "@/lib/vlm/evlf/converse";
import type { CanonicalImage } from "@/lib/vlm/image/canonical";
import { readImage } from "@/lib/vlm/image/read-image";
import { createEvlf } from "@/lib/vlm/provider";
import { modelCache, modelFolder } from "@/lib/vlm/registry";

const USAGE =
  'usage: npm run ask -- --image FILE [--image FILE] [--audience patient|student|clinician] [--json] "question"';

type Wanted = { files: string[]; audience: Audience; json: boolean; question: string };
type Picture = CanonicalImage & { id: string; file: string };
type Totals = { tokens: Record<string, number>; timings: Record<string, number> };

/** A message for the person who typed the command; ends it with 1. */
class Refusal extends Error {}

function wantedOf(argv: string[]): Wanted {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      image: { type: "string", multiple: true, default: [] },
      audience: { type: "string", default: "patient" },
      json: { type: "boolean", default: false },
    },
  });
  const question = positionals.join(" ").trim();
  if (question === "") throw new Refusal(`There is no question.\n${USAGE}`);
  const audience = audienceSchema.safeParse(values.audience);
  if (!audience.success) {
    throw new Refusal(`--audience is patient, student or clinician, not "${values.audience}".`);
  }
  return { files: values.image, audience: audience.data, json: values.json, question };
}

async function pictureOf(file: string): Promise<Picture> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new Refusal(`${file}: ${code === "ENOENT" ? "there is no such file" : code}.`);
  }
  const image = await readImage(bytes);
  return { ...image, file, id: createHash("sha256").update(image.png).digest("hex") };
}

function messageOf(pictures: readonly Picture[], question: string): EvlfMessage {
  const parts = pictures.map((picture): EvlfMessage["parts"][number] => ({
    type: "data-image",
    data: {
      imageId: picture.id,
      name: picture.file,
      width: picture.width,
      height: picture.height,
    },
  }));
  return { id: "question", role: "user", parts: [...parts, { type: "text", text: question }] };
}

/** Follows the chunks of a turn and says each part once it is whole. */
class Teller {
  readonly #json: boolean;
  #part = "";
  #figures: StepFigures[] = [];
  readonly #started = performance.now();
  readonly boxes: GroundedBox[] = [];
  metadata: MessageMetadata = {};

  constructor(json: boolean) {
    this.#json = json;
  }

  step(figures: StepFigures): void {
    this.#figures.push(figures);
  }

  take(chunk: EvlfChunk): void {
    switch (chunk.type) {
      case "reasoning-delta":
      case "text-delta":
        this.#part += chunk.delta;
        break;
      case "reasoning-end":
        this.#say({ type: "reasoning", text: this.#part }, this.#part);
        this.#part = "";
        break;
      case "text-end":
        this.#say({ type: "text", text: this.#part }, `\n${this.#part}`);
        this.#part = "";
        break;
      case "tool-input-available": {
        const { toolName, input } = chunk;
        this.#say(
          { type: "tool-call", tool: toolName, input },
          `-> ${toolName} ${JSON.stringify(input)}`,
        );
        break;
      }
      case "tool-output-available":
        this.#result(chunk.output);
        break;
      case "finish":
        this.metadata = { ...this.metadata, ...chunk.messageMetadata };
        break;
      default:
    }
  }

  done(pictures: readonly Picture[]): void {
    const { tokens, timings } = this.#totals();
    const event = {
      type: "done",
      outcome: this.metadata.outcome ?? null,
      boxes: this.boxes,
      tokens,
      timings,
      droppedTurns: this.metadata.droppedTurns ?? 0,
      images: pictures.map(({ file, origin, width, height, notes }) => ({
        file,
        origin,
        width,
        height,
        notes,
      })),
    };
    const took = `${((timings.totalMs ?? 0) / 1000).toFixed(1)} s`;
    this.#say(
      event,
      `\n(${event.outcome}; ${event.boxes.length} marks; ${tokens.prompt} tokens read, ${tokens.new} written; ${took})`,
    );
  }

  #result(output: unknown): void {
    const ground = groundResultSchema.safeParse(output);
    if (ground.success && ground.data.outcome === "found") this.boxes.push(...ground.data.boxes);
    this.#say({ type: "tool-result", result: output }, `<- ${JSON.stringify(output)}`);
  }

  #totals(): Totals {
    const sum = (name: keyof StepFigures): number =>
      Math.round(this.#figures.reduce((total, figures) => total + figures[name], 0));
    return {
      tokens: { prompt: sum("promptTokens"), cached: sum("cachedTokens"), new: sum("newTokens") },
      timings: {
        totalMs: Math.round(performance.now() - this.#started),
        firstTokenMs: Math.round(this.#figures[0]?.firstTokenMs ?? 0),
        encodeMs: Math.round(this.#figures[0]?.encodeMs ?? 0),
        prefillMs: sum("prefillMs"),
        decodeMs: sum("decodeMs"),
      },
    };
  }

  #say(event: Record<string, unknown>, words: string): void {
    console.log(this.#json ? JSON.stringify(event) : words);
  }
}

async function ask(wanted: Wanted): Promise<void> {
  const pictures: Picture[] = [];
  for (const file of wanted.files) pictures.push(await pictureOf(file));
  const threads = Number(process.env.EVLF_THREADS ?? 2) || 2;
  const evlf = await createEvlf(modelFolder(process.env.EVLF_MODEL_DIR), {
    threads,
    cache: modelCache(process.env.DATA_DIR),
  });
  if (!wanted.json) {
    for (const { file, origin, notes } of pictures) {
      console.log([`${file}: ${origin}.`, ...notes].join(" "));
    }
  }
  const teller = new Teller(wanted.json);
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort());
  const chunks = evlf.converse({
    messages: [messageOf(pictures, wanted.question)],
    audience: wanted.audience,
    abortSignal: abort.signal,
    image: async (id) => {
      const found = pictures.find((picture) => picture.id === id);
      if (!found) throw new Refusal(`picture ${id} is not there.`);
      return found.png;
    },
    onStep: (figures) => teller.step(figures),
  });
  for await (const chunk of chunks) teller.take(chunk);
  teller.done(pictures);
}

async function main(): Promise<void> {
  try {
    await ask(wantedOf(process.argv.slice(2)));
  } catch (error) {
    const said = error instanceof VlmError ? error.person : null;
    const usage = error instanceof TypeError && "code" in error ? `\n${USAGE}` : "";
    const message = error instanceof Error ? error.message : String(error);
    console.error(`${said ?? message}${usage}`);
    process.exitCode = 1;
  }
}

void main();
