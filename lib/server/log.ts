import "server-only";
import { pino } from "pino";
import { env } from "./env";

let cached: ReturnType<typeof pino> | null = null;

/** The process's log: one JSON line an event, without questions, answers, names or passwords. */
export function log(): ReturnType<typeof pino> {
  cached ??= pino({ level: env().LOG_LEVEL, base: { pid: process.pid } });
  return cached;
}
