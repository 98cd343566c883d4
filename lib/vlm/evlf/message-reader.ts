import type { IntentReader, MessageRead } from "../intent/open-intents";
import type { MessageStates } from "./message-states";
import type { Ticket } from "./scheduler";

/** What a person's message is after, by its words and by what the language model makes of it. */
export type MessageReader = (
  message: string,
  before: string,
  ticket: Ticket,
) => Promise<MessageRead>;

/** Messages whose reading is remembered: a turn asks again at each of its steps. */
const KEPT = 64;

/** Reads messages, each once as long as it is remembered. */
export function messageReader(intents: IntentReader, states: MessageStates): MessageReader {
  const known = new Map<string, MessageRead>();
  return async (message, before, ticket) => {
    const key = JSON.stringify([before, message]);
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const read = intents.read(message, await states(message, before, ticket));
    known.set(key, read);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return read;
  };
}
