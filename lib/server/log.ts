import "server-only";
import { pino } from "pino";
import { env } from "./env";
import { plainError } from "./log-error";
import { currentRequestId } from "./request-id";

let cached: ReturnType<typeof pino> | null = null;

/**
 * The process's log: one JSON line an event, without questions, answers, names or passwords. A line
 * that belongs to a request, or to the answer that a request asked for, carries its name.
 */
export function log(): ReturnType<typeof pino> {
  cached ??= pino({
    level: env().LOG_LEVEL,
    base: { pid: process.pid },
    serializers: { err: plainError },
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === null ? {} : { requestId };
    },
  });
  return cached;
}
