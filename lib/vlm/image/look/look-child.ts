import { constants, setPriority } from "node:os";
import { openWordModels, type WordModels } from "../words/word-models";
import { type Looked, type LookTask, lookAt } from "./look-at";

/** Sent to the process, with a number of the sender's. */
export type LookRequest = { number: number; task: LookTask };
/** Its answer: what was seen, or why nothing was. */
export type LookReply = { number: number } & ({ looked: Looked } | { error: string });

/** Without work for this long the process ends, and its memory is free again. */
const IDLE_MS = 120_000;

// An answer that is being written goes before a look.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

let models: Promise<WordModels> | null = null;
let idle = setTimeout(() => process.exit(0), IDLE_MS);

async function answer({ number, task }: LookRequest): Promise<LookReply> {
  try {
    models ??= openWordModels();
    return { number, looked: await lookAt(await models, task) };
  } catch (error) {
    return { number, error: error instanceof Error ? error.message : String(error) };
  }
}

process.on("message", (request: LookRequest) => {
  clearTimeout(idle);
  void answer(request).then((reply) => {
    process.send?.(reply);
    idle = setTimeout(() => process.exit(0), IDLE_MS);
  });
});
process.on("disconnect", () => process.exit(0));
