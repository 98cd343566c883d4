import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import path from "node:path";
import type { Decoded, DecodeJob, DecodeReply } from "@/lib/vlm/image/decode-messages";
import { AppError, type ErrorCode, HTTP_STATUS } from "../errors";
import { residentBytes } from "./resident-bytes";

/** What one picture may take: wall-clock seconds, and megabytes that the process holds. */
export type DecodeLimits = { seconds: number; memoryMb: number };

/** One decoding process. It does one job at a time. */
export type Decoder = {
  /** @throws AppError image-*; an Error with the system's code where the machine failed. */
  run(job: DecodeJob): Promise<Decoded>;
  /** Whether it may be given another job. */
  usable(): boolean;
  end(): void;
};

const WATCH_MS = 50;
const START_MS = 60_000;
/** Pictures after which a process makes room for a fresh one. */
const MOST_JOBS = 100;
const HEAP_MB = 512;
/** Writable memory that Node reserves, for the most part untouched, before it reads a picture. */
const RESERVED_MB = 1_500;
const STDERR_KEPT = 2_000;

/** What Node writes when it ends itself for want of memory. */
const NO_MEMORY = /out of memory|allocation failed|external memory pressure/i;

/** sh sets what the kernel holds the process to, then becomes it. */
export const LIMITED =
  'ulimit -c 0; ulimit -d "$1" 2>/dev/null; ulimit -t "$2"; shift 2; exec "$@"';

function start({ seconds, memoryMb }: DecodeLimits): ChildProcess {
  const root = process.cwd();
  const entry = path.join(/* turbopackIgnore: true */ root, "lib/vlm/image/decode-child.ts");
  const kilobytes = String((RESERVED_MB + memoryMb) * 1_024);
  // Also when whoever started it is gone and it is deep in one picture.
  const cpuSeconds = String(60 + MOST_JOBS * seconds);
  const flags = [`--max-old-space-size=${HEAP_MB}`, "--expose-gc", "--import", "tsx"];
  const node = [process.execPath, ...flags, entry];
  return spawn("/bin/sh", ["-c", LIMITED, "sh", kilobytes, cpuSeconds, ...node], {
    cwd: root,
    // Nothing of ours but what a program needs to run: no address, no secret.
    env: { NODE_ENV: "production", PATH: "/usr/bin:/bin", VIPS_DISC_THRESHOLD: "64g" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

const tooSlow = (seconds: number): AppError =>
  new AppError(
    "image-too-slow",
    `Reading this picture took more than ${seconds} seconds, so I gave it up. Save it smaller, or as PNG, and try again.`,
  );

const tooHeavy = (why: string): AppError =>
  new AppError(
    "image-too-heavy",
    "Reading this picture takes more memory than one picture may have. Save it smaller, or only the part you mean, and try again.",
    `picture too heavy: ${why}`,
  );

const brokeReader = (why: string): AppError =>
  new AppError(
    "image-broke-reader",
    "The program that reads pictures broke on this file, so I gave it up. Save the picture again as PNG and try that.",
    `decoder ended: ${why}`,
  );

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(HTTP_STATUS, code);

function failureOf(reply: Exclude<DecodeReply, { kind: "ready" | "done" }>): Error {
  if (reply.kind === "heavy") return tooHeavy(reply.message);
  if (reply.kind === "refused" && isErrorCode(reply.code))
    return new AppError(reply.code, reply.person, reply.message);
  return Object.assign(new Error(reply.message), { code: reply.code });
}

/** Starts a decoding process. It is ended by its limits, by `end`, or with this process. */
export function startDecoder(limits: DecodeLimits): Decoder {
  const child = start(limits);
  let jobs = 0;
  let dead = false;
  let said = "";
  /** Takes what the process says next, and its end. */
  let listener: ((reply: DecodeReply | Error) => void) | null = null;
  const tell = (news: DecodeReply | Error): void => {
    const told = listener;
    listener = null;
    told?.(news);
  };
  const next = (ms: number, late: () => Error): Promise<DecodeReply | Error> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(late()), ms);
      listener = (news) => {
        clearTimeout(timer);
        resolve(news);
      };
    });
  const end = (): void => {
    dead = true;
    child.kill("SIGKILL");
  };
  const gone = (why: string): void => {
    dead = true;
    const last = `${why}: ${said.trim()}`;
    tell(NO_MEMORY.test(said) ? tooHeavy(last) : brokeReader(last));
  };
  child.stderr?.on("data", (piece: Buffer) => {
    said = (said + piece.toString("utf8")).slice(-STDERR_KEPT);
  });
  child.once("error", (error) => gone(error.message));
  child.once("exit", (code, signal) => gone(signal ?? `code ${code}`));
  child.on("message", (reply: DecodeReply) => tell(reply));
  const keepsAwake = (awake: boolean): void => {
    const parts = [child, child.channel, child.stderr as Socket | null];
    for (const part of parts) awake ? part?.ref() : part?.unref();
  };
  const loaded = next(START_MS, () => new Error("a decoding process did not start")).then(
    (news) => {
      if (news instanceof Error) end();
      else keepsAwake(false);
      return news;
    },
  );

  /** Ends the process while it holds more than it may. */
  function watch(): () => void {
    let busy = false;
    const timer = setInterval(async () => {
      if (busy) return;
      busy = true;
      const held = await residentBytes(child.pid);
      busy = false;
      if (held <= limits.memoryMb * 1_048_576) return;
      tell(tooHeavy(`${Math.round(held / 1_048_576)} MB held`));
      end();
    }, WATCH_MS);
    return () => clearInterval(timer);
  }

  return {
    usable: () => !dead && jobs < MOST_JOBS,
    end,
    run: async (job) => {
      jobs += 1;
      const ready = await loaded;
      if (ready instanceof Error)
        throw ready instanceof AppError ? new Error(ready.message) : ready;
      keepsAwake(true);
      const unwatch = watch();
      try {
        const reply = next(limits.seconds * 1_000, () => tooSlow(limits.seconds));
        child.send(job);
        const news = await reply;
        if (!(news instanceof Error) && news.kind === "done") return news.decoded;
        const failure = news instanceof Error ? news : failureOf(news as never);
        // What did not end by itself, or came near a limit, is not trusted with another picture.
        if (news instanceof Error || (news.kind !== "refused" && news.kind !== "ready")) end();
        throw failure;
      } finally {
        unwatch();
        keepsAwake(false);
      }
    },
  };
}
