import { createHash } from "node:crypto";
import type { Audience } from "@/lib/contracts/audience";
import type { EvlfMessage } from "@/lib/contracts/message";
import type { EvlfChunk } from "@/lib/vlm/evlf/converse";
import type { PictureReading } from "@/lib/vlm/evlf/reading";
import type { AnswerForm } from "@/lib/vlm/evlf/sampler";
import type { Ticket } from "@/lib/vlm/evlf/scheduler";
import { sanitise } from "@/lib/vlm/evlf/transcript";
import { readImage } from "@/lib/vlm/image/read-image";
import { createEvlf, type Evlf } from "@/lib/vlm/provider";
import { modelCache, modelFolder, verifyModelFiles } from "@/lib/vlm/registry";
import type { Row } from "@/scripts/eval/rows";

/** The app's model; `sha256`: of all that predictions depend on. */
export type Bench = { evlf: Evlf; ticket: Ticket; sha256: string };

/** A row in work. */
export type Case = {
  bench: Bench;
  row: Row;
  key: string;
  /** Canonical PNG and what the encoders say of it; made at the first call. */
  png: () => Promise<Uint8Array>;
  reading: () => Promise<PictureReading>;
};

/** Loads the shipped files, their sha256 compared with model.json, as the app does. */
export async function openBench(folder: string | undefined): Promise<Bench> {
  const dir = modelFolder(folder);
  await verifyModelFiles(dir);
  const threads = Number(process.env.EVLF_THREADS ?? 2) || 2;
  const cache = modelCache(process.env.DATA_DIR);
  const evlf = await createEvlf(dir, { active: 2, threads, cache });
  const ticket = await evlf.admit();
  // what was measured before and its command change no prediction
  const { figures, calibration, commands, version, measured, knownFailures, ...card } = evlf.card;
  const sha256 = createHash("sha256").update(JSON.stringify(card)).digest("hex");
  return { evlf, ticket, sha256 };
}

/** A key of a row that no other set has. */
export function keyOf(row: Row): string {
  return `${row.dataset}/${row.id}`;
}

/** Puts a row to work; `bytes` gives its picture as a file, as the archive holds it. */
export function openCase(
  bench: Bench,
  row: Row,
  bytes: () => Uint8Array | Promise<Uint8Array>,
): Case {
  const key = keyOf(row);
  let png: Promise<Uint8Array> | null = null;
  let reading: Promise<PictureReading> | null = null;
  const readPng = () => {
    png ??= Promise.resolve()
      .then(bytes)
      .then(readImage)
      .then((image) => image.png);
    return png;
  };
  return {
    bench,
    row,
    key,
    png: readPng,
    reading: () => {
      reading ??= readPng().then((data) => bench.evlf.readPicture(key, data, bench.ticket));
      return reading;
    },
  };
}

export type SayOptions = {
  text: string;
  /** Picture tokens, [imageTokens, hidden]; null asks without a picture. */
  picture: Float32Array | null;
  maxTokens: number;
  /** What the message begins with; the text given back goes on after it, in this form. */
  begin?: string;
  form?: AnswerForm;
  /** Reading stops when this says that enough was written. */
  enough?: (written: string) => boolean;
};

/** What the model itself writes first, with no tool to call and past no guard. */
export async function say(bench: Bench, options: SayOptions): Promise<string> {
  const { picture } = options;
  let written = "";
  const events = bench.evlf.generateRaw({
    messages: [
      { role: "system", audience: "patient" },
      {
        role: "user",
        // the key names the content for the cache of keys and values
        images: picture === null ? [] : [fingerprint(picture)],
        text: sanitise(options.text, bench.evlf.specialTokens),
      },
    ],
    picture: () => picture ?? new Float32Array(),
    tools: [],
    ticket: bench.ticket,
    maxTokens: options.maxTokens,
    ...(options.begin === undefined ? {} : { begin: options.begin }),
    ...(options.form === undefined ? {} : { form: options.form }),
  });
  for await (const event of events) {
    if (event.type !== "text") continue;
    written += event.text;
    if (options.enough?.(written) === true) break;
  }
  return written;
}

function fingerprint(picture: Float32Array): string {
  return createHash("sha256")
    .update(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength))
    .digest("hex");
}

/** A turn of the app, as its chunks tell it. */
export type Turn = {
  reasoning: string;
  text: string;
  calls: { id: string; tool: string; input: unknown; output: unknown }[];
  outcome: string | null;
};

/** Asks one question through the app's whole loop: tools, guard, notes. */
export async function converse(
  bench: Bench,
  question: string,
  audience: Audience,
  picture: { key: string; png: () => Promise<Uint8Array> } | null,
): Promise<Turn> {
  const image: EvlfMessage["parts"] =
    picture === null
      ? []
      : [
          {
            type: "data-image",
            data: { imageId: picture.key, name: "picture", width: 1, height: 1 },
          },
        ];
  const message: EvlfMessage = {
    id: "question",
    role: "user",
    parts: [...image, { type: "text", text: question }],
  };
  const empty = async () => new Uint8Array();
  return readTurn(
    bench.evlf.converse({ messages: [message], audience, image: picture?.png ?? empty }),
  );
}

/** What the chunks of one answer tell. Parts of text stand in paragraphs of their own. */
export async function readTurn(
  chunks: AsyncIterable<EvlfChunk> | Iterable<EvlfChunk>,
): Promise<Turn> {
  const turn: Turn = { reasoning: "", text: "", calls: [], outcome: null };
  for await (const chunk of chunks) {
    if (chunk.type === "reasoning-delta") turn.reasoning += chunk.delta;
    else if (chunk.type === "reasoning-end") turn.reasoning += "\n";
    else if (chunk.type === "text-start") turn.text += turn.text === "" ? "" : "\n\n";
    else if (chunk.type === "text-delta") turn.text += chunk.delta;
    else if (chunk.type === "tool-input-available" || chunk.type === "tool-input-error") {
      const { toolCallId: id, toolName: tool, input } = chunk;
      turn.calls.push({ id, tool, input, output: null });
    } else if (chunk.type === "tool-output-available") {
      const call = turn.calls.find(({ id }) => id === chunk.toolCallId);
      if (call !== undefined) call.output = chunk.output;
    } else if (chunk.type === "finish") turn.outcome = chunk.messageMetadata?.outcome ?? null;
  }
  return turn;
}
