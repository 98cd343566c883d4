import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { strengthSchema } from "@/lib/contracts/tools";
import { VlmError } from "./errors";
import { knownFailureSchema, measuredSchema } from "./measured";

const fileSchema = z.object({ path: z.string(), sha256: z.string(), bytes: z.number().int() });

const phraseModalitySchema = z.object({
  modality: z.string(),
  /** A box scores at least this much, or it is not said. */
  threshold: z.number(),
  /** A picture holds at most one such thing: only the best box is given. */
  single: z.boolean(),
  strength: strengthSchema,
  /** Points (score, share right) of a rising line, or untested under 20 pictures. */
  confidence: z.union([z.literal("untested"), z.array(z.tuple([z.number(), z.number()]))]),
});
export type PhraseModality = z.infer<typeof phraseModalitySchema>;

const phraseSchema = z.object({
  phrase: z.string(),
  /** Index into the grounding head's phrase table. */
  id: z.number().int(),
  card: z.string().nullable(),
  /** Body regions where it can lie; null: any. */
  regions: z.array(z.string()).nullable(),
  modalities: z.array(phraseModalitySchema),
});
export type Phrase = z.infer<typeof phraseSchema>;

const labelSetSchema = z.object({
  id: z.string(),
  name: z.string(),
  labels: z.array(z.string()),
  /** First of the set's labels in `label_logits`. */
  offset: z.number().int(),
  temperature: z.number().positive(),
  gateThreshold: z.number(),
  /** Beyond this distance a picture lies outside the set's population, whatever its gate says. */
  farthest: z.number().positive(),
  population: z.string(),
  view: z.string(),
  counts: z.object({ train: z.number().int(), val: z.number().int() }),
  cards: z.array(z.string()),
});
export type LabelSet = z.infer<typeof labelSetSchema>;

/** Where the tied, quantised embedding rows lie inside the decoder's data file. */
const embedSchema = z.object({
  file: z.string(),
  rows: z.number().int(),
  blockSize: z.number().int(),
  bits: z.union([z.literal(4), z.literal(8)]),
  dataOffset: z.number().int(),
  scalesOffset: z.number().int(),
  zeroPointsOffset: z.number().int().nullable(),
  scaleType: z.literal("float32"),
});
export type EmbedPlace = z.infer<typeof embedSchema>;

const llmSchema = z.object({
  layers: z.number().int(),
  kvHeads: z.number().int(),
  headDim: z.number().int(),
  hidden: z.number().int(),
  vocab: z.number().int(),
  context: z.number().int(),
  imageTokenId: z.number().int(),
  imageTokens: z.number().int(),
  eosId: z.number().int(),
  embed: embedSchema,
});
export type LlmShape = z.infer<typeof llmSchema>;

/** model.json, written by the export; docs in models/training. */
export const modelSchema = z.object({
  name: z.string(),
  version: z.string(),
  files: z.object({
    disease: fileSchema,
    pixel: fileSchema,
    ground: fileSchema,
    /** From a picture's embedding, its distance to each label set's own pictures. */
    population: fileSchema,
    connectors: fileSchema,
    decoder: fileSchema,
    decoderData: fileSchema,
    /** A LoRA beside the decoder's weights, if it has one. */
    adapter: fileSchema.optional(),
    /** The graph that is run, and how its weights are made from the decoder's. */
    language: fileSchema,
    /** The same network for processors that cut off products of unsigned and signed bytes. */
    languageUnsigned: fileSchema,
    languagePlan: fileSchema,
    /** Messages of the kind that the model writes, to guess its next tokens by. */
    draft: fileSchema,
    /** What a person wants with a message, by its words (`lib/vlm/intent`). */
    intents: fileSchema,
    tokenizer: fileSchema,
    tokenizerConfig: fileSchema,
  }),
  image: z.object({
    diseaseSize: z.number().int(),
    pixelSize: z.number().int(),
    mean: z.number(),
    scale: z.number(),
  }),
  llm: llmSchema,
  noneThreshold: z.number(),
  modalities: z.array(z.string()),
  modalityTemperature: z.number().positive(),
  /** Of the label probabilities that the connectors get; under 1 they are sharper than the head's. */
  readingTemperature: z.number().positive(),
  regions: z.array(z.string()),
  planes: z.array(z.string()),
  labelSets: z.array(labelSetSchema),
  phrases: z.array(phraseSchema),
  calibration: z.unknown(),
  figures: z.unknown(),
  commands: z.unknown(),
  /** The evaluation of these files, and how they are known to fail (`evlf_train.figures`). */
  measured: measuredSchema.optional(),
  knownFailures: z.array(knownFailureSchema).optional(),
});
export type ModelCard = z.infer<typeof modelSchema>;
export type ModelFile = keyof ModelCard["files"];

const broken = (message: string, cause?: unknown): VlmError =>
  new VlmError(
    "model-damaged",
    message,
    "The model's files are damaged. Copy the folder models/ again.",
    { cause },
  );

/** Reads and checks DIR/model.json. Throws VlmError model-missing or model-damaged. */
export function readModelCard(dir: string): ModelCard {
  const file = path.join(/* turbopackIgnore: true */ dir, "model.json");
  if (!existsSync(file)) {
    throw new VlmError(
      "model-missing",
      `no model.json in ${dir}`,
      "The model is not installed: its folder holds no model.json. models/training/README.md says how to make it; EVLF_MODEL_DIR names another folder that has it.",
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw broken("model.json is not JSON", error);
  }
  const parsed = modelSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw broken(`model.json: ${issue?.path.join(".")}: ${issue?.message}`, parsed.error);
  }
  return parsed.data;
}

/** Folders under `models` that hold a model.json, by name. */
export function modelFolders(models: string): string[] {
  if (!existsSync(models)) return [];
  return readdirSync(models)
    .map((name) => path.join(/* turbopackIgnore: true */ models, name))
    .filter((dir) => existsSync(path.join(/* turbopackIgnore: true */ dir, "model.json")))
    .sort();
}

/** The folder of the embedded model: EVLF_MODEL_DIR if given, else models/evlf-mini. */
export function modelFolder(override: string | undefined): string {
  return path.resolve(
    /* turbopackIgnore: true */ override === undefined || override === ""
      ? "models/evlf-mini"
      : override,
  );
}

/** Where weights that are made on this machine are kept, under the app's data folder. */
export function modelCache(dataDir: string | undefined): string {
  return path.resolve(/* turbopackIgnore: true */ dataDir || ".data", ".cache", "model");
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

/**
 * Compares every file of the model with its size and sha256 in model.json and returns the card.
 * Throws VlmError model-missing or model-damaged, naming the file.
 */
export async function verifyModelFiles(dir: string): Promise<ModelCard> {
  const card = readModelCard(dir);
  for (const entry of Object.values(card.files)) {
    if (entry === undefined) continue;
    const file = path.join(/* turbopackIgnore: true */ dir, entry.path);
    if (!existsSync(file)) {
      throw new VlmError(
        "model-missing",
        `missing: ${file}`,
        `The model's file ${entry.path} is missing. Copy the folder models/ again.`,
      );
    }
    const { size } = statSync(file);
    if (size !== entry.bytes || (await sha256Of(file)) !== entry.sha256) {
      throw new VlmError(
        "model-damaged",
        `${file} differs from model.json (${size} of ${entry.bytes} bytes)`,
        `The model's file ${entry.path} is damaged. Copy the folder models/ again.`,
      );
    }
  }
  return card;
}
