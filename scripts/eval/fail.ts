import { VlmError } from "@/lib/vlm/errors";

/** What a command says when it cannot go on: one line, and exit code 1. */
export function fail(error: unknown): void {
  if (error instanceof VlmError) console.error(`${error.person} (${error.message})`);
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
