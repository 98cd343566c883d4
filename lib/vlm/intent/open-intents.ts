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
  /** int8 [buckets], base64. */
  thing: z.object({ bias: number, scale: number, table: z.string() }),
  examples: z.array(
    z.object({
      q: z.string(),
      intent: z.enum(INTENTS),
      probability: number,
      /** Its thing, if the intent were "place". */
      thing: z.string(),
    }),
  ),
});

/** What a message is after, as far as its words tell. */
export type IntentReader = {
  /** The likeliest intent, however unlikely. */
  likeliest(message: string): IntentGuess;
  /** The same, or null under the probability from which it is followed. */
  read(message: string): IntentGuess | null;
  /** Probability that the message is after one of these. */
  share(message: string, intents: readonly Intent[]): number;
  /** The words of a message that name what is searched or looked up, as they stand in it. */
  thing(message: string, intent: Intent): string;
  /** Messages with what the training computed for them. */
  examples: readonly (IntentGuess & { q: string; thing: string })[];
};

/** Only the beginning of a very long message is read: more words would not tell more. */
const LONGEST = 2000;

function int8(base64: string): Int8Array {
  const bytes = Buffer.from(base64, "base64");
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
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
  const { buckets, weights, sure, intents, bias, scale, examples } = parsed.data;
  const table = int8(parsed.data.table);
  const things = { ...parsed.data.thing, table: int8(parsed.data.thing.table) };
  const rows = [table.length / buckets, bias.length, scale.length];
  if (things.table.length !== buckets) throw damaged("tables of unlike sizes");
  if (rows.some((count) => count !== intents.length)) throw damaged("tables of unlike sizes");

  const probabilities = (message: string): number[] => {
    const features = featuresOf(message.slice(0, LONGEST), buckets, weights);
    const scores = intents.map((_, row) => {
      let sum = 0;
      for (const [at, value] of features) sum += value * (table[row * buckets + at] ?? 0);
      return sum * (scale[row] ?? 0) + (bias[row] ?? 0);
    });
    const best = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - best));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  };
  const likeliest = (message: string): IntentGuess => {
    const shares = probabilities(message);
    const probability = Math.max(...shares);
    return { intent: intents[shares.indexOf(probability)] ?? "other", probability };
  };
  return {
    likeliest,
    read: (message) => {
      // without a word, the likeliest is what most messages are
      if (tokensOf(message).length === 0) return null;
      const guess = likeliest(message);
      return guess.probability < sure ? null : guess;
    },
    share: (message, wanted) =>
      probabilities(message).reduce(
        (sum, share, row) => sum + (wanted.includes(intents[row] ?? "other") ? share : 0),
        0,
      ),
    thing: (message, intent) => thingIn(message.slice(0, LONGEST), intent, things),
    examples,
  };
}
