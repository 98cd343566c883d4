import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export type Running = {
  name: string;
  pid: () => number | null;
  /** How often it was started. */
  lives: () => number;
  /** Sends a signal to the process as it is now; false between two lives. */
  kill: (signal: NodeJS.Signals) => boolean;
  /** Asks it to end, and does not start it again; resolves with how long that took, in milliseconds. */
  end: (signal?: NodeJS.Signals) => Promise<number>;
};

type Options = {
  name: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  log: string;
  /** Called after a death that nobody asked for, before the next life. */
  onDeath?: () => Promise<void>;
  /** Whether it is started again when it dies. */
  again: boolean;
};

const PAUSE_MS = 300;

/** A process of the app that is started again as often as a test kills it, without a pause that grows. */
export function keepRunning({ name, args, cwd, env, log, onDeath, again }: Options): Running {
  let child: ChildProcess | null = null;
  let ending = false;
  let lives = 0;
  const live = (): void => {
    lives += 1;
    const out = openSync(log, "a", 0o600);
    const born = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", out, out] });
    child = born;
    born.once("exit", () => {
      child = null;
      if (ending) return;
      void Promise.resolve(onDeath?.())
        .catch(() => {})
        .then(() => sleep(PAUSE_MS))
        .then(() => again && !ending && live());
    });
  };
  live();
  return {
    name,
    pid: () => child?.pid ?? null,
    lives: () => lives,
    kill: (signal) => child?.kill(signal) ?? false,
    end: async (signal = "SIGKILL") => {
      ending = true;
      const begun = performance.now();
      const running = child;
      if (running !== null) {
        const gone = new Promise((resolve) => running.once("exit", resolve));
        running.kill(signal);
        await gone;
      }
      return performance.now() - begun;
    },
  };
}
