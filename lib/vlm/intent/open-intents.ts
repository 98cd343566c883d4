import { readFileSync } from "node:fs";
import { z } from "zod";
import { VlmError } from "../errors";
import { featuresOf, tokensOf } from "./features";
import { INTENTS, type Intent, type IntentGuess } from "./intents";
import { thingIn } from "./thing";

const number = z.number().finite();
const fileSchema = z.object({
  buckets: z.number().int().positive(),
  weights: z.object({ words: number, pairs: number, triples: number, letters: number }),
  sure: number,
  intents: z.array(z.enum(INTENTS)),
  bias: z.array(number),
  scale: z.array(number),
  /** int8 [intents, buckets], base64. */
  table: z.string(),
  /** What the language model makes of a message: which of it, and its weights. */
  states: z.object({
    layers: z.array(z.number().int().nonnegative()).min(1),
    longest: z.number().int().positive(),
    before: z.number().int().positive(),
    /** float32 [states] each, base64: what is taken off, and what the rest is multiplied with. */
    middle: z.string(),
    spread: z.string(),
    /** int8 [intents, states], base64, and its scales. */
    table: z.string(),
    scale: z.array(number),
  }),
  /** Whether somebody is in danger now: float32 [states] over the scaled states, base64. */
  emergency: z.object({ weights: z.string(), bias: number, from: number }),
  /** int8 [buckets], base64. */
  thing: z.object({ bias: number, scale: number, table: z.string() }),
  examples: z.array(
    z.object({
      q: z.string(),
      before: z.string(),
      intent: z.enum(INTENTS),
      probability: number,
      /** Its thing, if the intent were "place". */
      thing: z.string(),
    }),
  ),
});

/** What a message is after, as far as it tells. */
export type MessageRead = {
  /** The likeliest intent, however unlikely. */
  likeliest: IntentGuess;
  /** The same, or null under the probability from which it is followed. */
  guess: IntentGuess | null;
  /** Whether it most probably tells of somebody who is in danger now. */
  emergency: boolean;
  /** Probability that the message is after one of these. */
  share(intents: readonly Intent[]): number;
  /** The words of the message that name what is searched or looked up, as they stand in it. */
  thing(intent: Intent): string;
};

/** Which of the language model's values are taken, and how much of a message and of the one before. */
export type StatesForm = { layers: readonly number[]; longest: number; before: number };

export type IntentReader = {
  statesForm: StatesForm;
  /** How many states a message has. */
  width: number;
  /** `states`: what the language model makes of the message, as `statesForm` says. */
  read(message: string, states: Float32Array): MessageRead;
  /** Messages with what the training computed for them. */
  examples: readonly (IntentGuess & { q: string; before: string; thing: string })[];
};

/** Only the beginning of a very long message is read: more words would not tell more. */
const LONGEST = 2000;

function int8(base64: string): Int8Array {
  const bytes = Buffer.from(base64, "base64");
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function float32(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, "base64")).buffer);
}

function softmax(scores: readonly number[]): number[] {
  const best = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - best));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Opens intents.json. Throws VlmError model-damaged where it is not one. */
export function openIntents(file: string): IntentReader {
  const parsed = fileSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  const damaged = (why: string) =>
    new VlmError(
      "model-damaged",
      `${file}: ${why}`,
      "The model's files are damaged. Copy the folder models/ again.",
    );
  if (!parsed.success) throw damaged(parsed.error.issues[0]?.message ?? "wrong form");
  const { buckets, weights, sure, intents, bias, scale, examples, states: form } = parsed.data;
  const table = int8(parsed.data.table);
  const things = { ...parsed.data.thing, table: int8(parsed.data.thing.table) };
  const [middle, spread] = [float32(form.middle), float32(form.spread)];
  const stateTable = int8(form.table);
  const danger = { ...parsed.data.emergency, weights: float32(parsed.data.emergency.weights) };
  const width = middle.length;
  const counts = [table.length / buckets, bias.length, scale.length, form.scale.length];
  const even =
    things.table.length === buckets &&
    [spread, danger.weights].every(({ length }) => length === width) &&
    [...counts, stateTable.length / width].every((count) => count === intents.length);
  if (!even) throw damaged("tables of unlike sizes");

  const scaled = (states: Float32Array): Float32Array =>
    states.map((value, at) => (value - (middle[at] ?? 0)) * (spread[at] ?? 0));
  const inDanger = (about: Float32Array): boolean => {
    const score = about.reduce((sum, value, at) => sum + value * (danger.weights[at] ?? 0), 0);
    return 1 / (1 + Math.exp(-score - danger.bias)) >= danger.from;
  };
  const scores = (message: string, about: Float32Array): number[] => {
    const features = featuresOf(message.slice(0, LONGEST), buckets, weights);
    return intents.map((_, row) => {
      let words = 0;
      for (const [at, value] of features) words += value * (table[row * buckets + at] ?? 0);
      let rest = 0;
      for (const [at, value] of about.entries())
        rest += value * (stateTable[row * width + at] ?? 0);
      return words * (scale[row] ?? 0) + rest * (form.scale[row] ?? 0) + (bias[row] ?? 0);
    });
  };
  return {
    statesForm: form,
    width,
    read: (message, states) => {
      if (states.length !== width) throw new Error(`${states.length} states, not ${width}`);
      const about = scaled(states);
      const shares = softmax(scores(message, about));
      const probability = Math.max(...shares);
      const likeliest = { intent: intents[shares.indexOf(probability)] ?? "other", probability };
      // without a word, the likeliest is what most messages are
      const told = tokensOf(message).length > 0 && probability >= sure;
      return {
        likeliest,
        guess: told ? likeliest : null,
        emergency: tokensOf(message).length > 0 && inDanger(about),
        share: (wanted) =>
          shares.reduce(
            (sum, share, row) => sum + (wanted.includes(intents[row] ?? "other") ? share : 0),
            0,
          ),
        thing: (intent) => thingIn(message.slice(0, LONGEST), intent, things),
      };
    },
    examples,
  };
}
