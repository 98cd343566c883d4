import type { StatesForm } from "../intent/open-intents";
import type { ModelCard } from "../registry";
import type { Decoder } from "./decoder";
import { KvCache } from "./kv-cache";
import type { Ticket } from "./scheduler";
import type { EvlfTokenizer } from "./tokenizer";
import { MESSAGE_END, sanitise } from "./transcript";

const USER = "<|im_start|>user\n";

/** What the language model makes of a message, read after the one before it. */
export type MessageStates = (
  message: string,
  before: string,
  ticket: Ticket,
) => Promise<Float32Array>;

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = rows;
  return first.map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length);
}

/**
 * Opens the reading of messages: for each layer of `form`, the attention's values of the message's
 * tokens on average, its end among them, and those of its end (`evlf_train.states` computes the
 * same). Nothing is written, and no picture is read.
 */
export function messageStates(
  card: ModelCard,
  decoder: Pick<Decoder, "embed" | "forward">,
  tokenizer: EvlfTokenizer,
  form: StatesForm,
): MessageStates {
  const open = tokenizer.encode(USER);
  const between = tokenizer.encode(`${MESSAGE_END}\n${USER}`);
  const close = tokenizer.encode(MESSAGE_END);
  const encode = (text: string): number[] =>
    tokenizer.encode(sanitise(text, tokenizer.specialTokens));
  let kv: KvCache | null = null;
  return (message, before, ticket) =>
    ticket.run(async () => {
      const asked = encode(message).slice(0, form.longest);
      const words = asked.length > 0 ? asked : tokenizer.encode(" ");
      const earlier = before === "" ? [] : encode(before).slice(-form.before);
      const head = earlier.length > 0 ? [...open, ...earlier, ...between] : open;
      const ids = [...head, ...words, ...close];
      // runs are one after the other, so one cache serves all
      kv ??= new KvCache(card.llm);
      kv.truncate(0);
      const cache = kv;
      await decoder.forward(decoder.embed(ids, []), cache, 1);
      const pieces = form.layers.flatMap((layer) => {
        const rows = ids.slice(head.length).map((_, at) => cache.values(layer, head.length + at));
        return [meanOf(rows), cache.values(layer, ids.length - 1)];
      });
      const states = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const piece of pieces) {
        states.set(piece, at);
        at += piece.length;
      }
      return states;
    });
}
