import { readFileSync } from "node:fs";
import { Tokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { VlmError } from "../errors";
import { tokenBytes } from "./byte-level";

/** The model's own tokenizer: strings to ids, ids to bytes. */
export type EvlfTokenizer = {
  /** Ids of a string; special tokens in it become their own ids, none are added. */
  encode(text: string): number[];
  /** Bytes of an ordinary token; a special token's are those of its name. */
  bytesOf(id: number): Uint8Array;
  decode(ids: readonly number[]): string;
  /** Names of all special tokens, for sanitising. */
  specialTokens: readonly string[];
  specialIds: ReadonlySet<number>;
  size: number;
};

const fileSchema = z.object({
  added_tokens: z.array(z.object({ id: z.number(), content: z.string() })),
});

function readJson(file: string): object {
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    return z.record(z.string(), z.unknown()).parse(json);
  } catch (error) {
    throw new VlmError("model-damaged", `${file} not read`, "The model's tokenizer is damaged.", {
      cause: error,
    });
  }
}

/** Loads tokenizer.json and tokenizer_config.json. Throws VlmError model-damaged. */
export function loadTokenizer(tokenizerFile: string, configFile: string): EvlfTokenizer {
  const json = readJson(tokenizerFile);
  const tokenizer = new Tokenizer(json, readJson(configFile));
  const added = fileSchema.parse(json).added_tokens;
  const specialIds = new Set(added.map((token) => token.id));
  const names = new Map(added.map((token) => [token.id, token.content]));
  const size = Math.max(...tokenizer.get_vocab().values()) + 1;
  const encoder = new TextEncoder();
  const table = Array.from({ length: size }, (_, id) => {
    const name = names.get(id);
    if (name !== undefined) return encoder.encode(name);
    return tokenBytes(tokenizer.id_to_token(id) ?? "");
  });
  const bytesOf = (id: number): Uint8Array => table[id] ?? new Uint8Array();
  return {
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    bytesOf,
    decode: (ids) => Buffer.concat(ids.map(bytesOf)).toString("utf8"),
    specialTokens: added.map((token) => token.content),
    specialIds,
    size,
  };
}
