import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Looked, LookTask } from "@/lib/vlm/image/look/look-at";
import type { LookReply, LookRequest } from "@/lib/vlm/image/look/look-child";
import { AppError } from "../errors";

/** A look may take so long by itself; then it answers with what it has. */
const LOOK_MS = 12_000;
/** So much longer, for loading and for the step it is in, and the process is ended. */
const GRACE_MS = 13_000;
/** Looks that wait or run, of everybody and of one person; each takes a second or so. */
const MOST_WAITING = 24;
const MOST_OF_ONE = 6;

type Running = { child: ChildProcess; ended: Promise<never> };

// Kept on the global: in development each reload of a module would start a process of its own.
const shared = globalThis as typeof globalThis & {
  evlfLook?: {
    running: Running | null;
    line: Promise<unknown>;
    /** Whose looks wait or run. */
    waiting: string[];
    number: number;
  };
};

function state() {
  shared.evlfLook ??= { running: null, line: Promise.resolve(), waiting: [], number: 0 };
  return shared.evlfLook;
}

/** Starts the process. It gets no secret and no address of the database. */
function start(): Running {
  const file = path.join(
    /* turbopackIgnore: true */ process.cwd(),
    "lib/vlm/image/look/look-child.ts",
  );
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--max-old-space-size=512", "--import", "tsx", file],
    {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "advanced",
      env: { NODE_ENV: "production" },
    },
  );
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (state().running?.child === child) state().running = null;
      reject(new Error(`the looking process ended (${signal ?? `code ${code}`})`));
    });
  });
  // Nobody may be waiting when it ends.
  ended.catch(() => undefined);
  child.unref();
  child.channel?.unref();
  return { child, ended };
}

async function ask(task: Omit<LookTask, "ms">): Promise<Looked> {
  const own = state();
  own.running ??= start();
  const { child, ended } = own.running;
  own.number += 1;
  const { number } = own;
  const request: LookRequest = { number, task: { ...task, ms: LOOK_MS } };
  let timer: NodeJS.Timeout | undefined;
  let listener: ((reply: LookReply) => void) | undefined;
  const answered = new Promise<Looked>((resolve, reject) => {
    listener = (reply) => {
      if (reply.number !== number) return;
      if ("error" in reply) reject(new Error(reply.error));
      else resolve(reply.looked);
    };
    child.on("message", listener);
    timer = setTimeout(() => {
      if (own.running?.child === child) own.running = null;
      child.kill("SIGKILL");
      reject(new Error("looking took too long"));
    }, LOOK_MS + GRACE_MS);
    child.send(request, (error) => error !== null && reject(error));
  });
  try {
    return await Promise.race([answered, ended]);
  } finally {
    clearTimeout(timer);
    if (listener !== undefined) child.off("message", listener);
  }
}

/** `png` is read when the turn comes, so that what waits holds no picture in memory. */
type Look = { userId: string; png: () => Promise<Uint8Array>; trim: boolean };

/**
 * Looks at a picture in a process of its own, one at a time, for at most 25 s each; a process that
 * dies or hangs takes nothing along, and the next look starts another.
 *
 * @throws AppError rate-limited where too many wait; Error where it could not look.
 */
export async function lookInProcess({ userId, png, trim }: Look): Promise<Looked> {
  const own = state();
  const theirs = own.waiting.filter((each) => each === userId).length;
  if (own.waiting.length >= MOST_WAITING || theirs >= MOST_OF_ONE) {
    throw new AppError(
      "rate-limited",
      "Many pictures are being looked at just now. Try again in a moment.",
      "looks waiting",
      { retryAfterSeconds: 10 },
    );
  }
  own.waiting.push(userId);
  const turn = own.line.then(async () => ask({ png: await png(), trim }));
  own.line = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    own.waiting.splice(own.waiting.indexOf(userId), 1);
  }
}

/** Ends the process, for tests. */
export function endLookProcess(): void {
  state().running?.child.kill("SIGKILL");
}
