import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { remark } from "./steps";

export type Supervised = {
  /** The running process's id, or null between two lives. */
  pid(): number | null;
  /** How often it died by itself. */
  deaths(): number;
  /** Asks it to end, makes it when its time is over, and doesn't start it again. */
  stop(): Promise<void>;
};

type Options = {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Called after each death, before the next life. */
  onDeath?: () => Promise<void>;
  /** How long it may take to end when asked, in milliseconds; ten seconds where nothing is said. */
  patienceMs?: number;
};

const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;
const HEALTHY_MS = 60_000;

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    // Its own group: also what it started itself.
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};

/**
 * Keeps a Node process running: starts it, and starts it again when it dies, after 1 s, 2 s, 4 s, …
 * up to 30 s (from 1 s again once it has lived a minute). Its output goes to a file. It is a process
 * group of its own, so that Ctrl-C reaches it only through stop().
 */
export function supervise(options: Options): Supervised {
  const { name, args, cwd, env, logFile, onDeath, patienceMs = PATIENCE_MS } = options;
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopping = false;
  let deaths = 0;
  let pause = 1_000;

  const live = (): void => {
    const out = openSync(logFile, "a", 0o600);
    const begun = Date.now();
    const born = spawn(
      process.execPath,
      ["--import", path.join(import.meta.dirname, "follow-parent.mjs"), ...args],
      { cwd, env, detached: true, stdio: ["ignore", out, out, "ipc"] },
    );
    closeSync(out);
    child = born;
    born.once("error", () => {});
    born.once("exit", (code, signal) => {
      child = null;
      if (stopping) return;
      deaths += 1;
      if (Date.now() - begun > HEALTHY_MS) pause = 1_000;
      remark(`${name} ended (${signal ?? `code ${code}`}); starting it again. Log: ${logFile}`);
      const again = (): void => {
        timer = setTimeout(() => !stopping && live(), pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      };
      if (onDeath === undefined) again();
      else
        onDeath()
          .catch((error: unknown) => remark(`${name}: ${String(error)}`))
          .finally(again);
    });
  };
  live();

  return {
    pid: () => child?.pid ?? null,
    deaths: () => deaths,
    stop: async () => {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      const running = child;
      if (running === null) return;
      const gone = new Promise<void>((resolve) => running.once("exit", () => resolve()));
      signalGroup(running, "SIGTERM");
      const force = setTimeout(() => signalGroup(running, "SIGKILL"), patienceMs);
      await gone;
      clearTimeout(force);
    },
  };
}
