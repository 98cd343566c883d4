import { setTimeout as sleep } from "node:timers/promises";
import type { Health } from "@/lib/contracts/api";
import { StartFailure } from "./failure";
import type { Supervised } from "./supervise";

const GIVE_UP_AFTER_DEATHS = 3;

async function health(port: number): Promise<Health | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, {
      signal: AbortSignal.timeout(3_000),
    });
    return (await response.json()) as Health;
  } catch {
    return null;
  }
}

type Wait = { port: number; child: Supervised; logFile: string; patienceMs: number };

async function until(
  { port, child, logFile, patienceMs }: Wait,
  what: string,
  good: (health: Health) => boolean,
): Promise<Health> {
  for (const end = Date.now() + patienceMs; ; await sleep(150)) {
    const now = await health(port);
    if (now !== null && good(now)) return now;
    if (child.deaths() >= GIVE_UP_AFTER_DEATHS) {
      throw new StartFailure(`${what} ends each time it is started. Its log: ${logFile}`);
    }
    if (Date.now() > end) {
      const missing = now?.missing.join(" ") ?? "It does not answer.";
      throw new StartFailure(
        `${what} is not ready after ${patienceMs / 1000} s. ${missing} Log: ${logFile}`,
      );
    }
  }
}

/** Resolves when the web server answers. @throws StartFailure. */
export const awaitWeb = (wait: Wait): Promise<Health> => until(wait, "The web server", () => true);

/** Resolves when a question would be answered. @throws StartFailure. */
export const awaitWorker = (wait: Wait): Promise<Health> =>
  until(wait, "The worker", (now) => now.ready);
