import "server-only";
import { log } from "./log";

/** Runs `work` again and again, never twice at once; a failure is logged and the next time comes. */
export function every(ms: number, what: string, work: () => Promise<void>): NodeJS.Timeout {
  let busy = false;
  return setInterval(() => {
    if (busy) return;
    busy = true;
    work()
      .catch((error: unknown) => log().error({ err: error }, `${what} failed`))
      .finally(() => {
        busy = false;
      });
  }, ms);
}
