import "server-only";
import { readFile, writeFile } from "node:fs/promises";
import type { Decoded, DecodeJob } from "@/lib/vlm/image/decode-messages";
import { env } from "../env";
import { AppError } from "../errors";
import { switchedOff } from "../switched-off";
import { type Decoder, startDecoder } from "./decoder";
import { sha256Of } from "./files";

/** One place in which a decoding process may run; the process comes and goes. */
type Slot = { decoder: Decoder | null; busy: boolean; idle: NodeJS.Timeout | null };
type Pool = { slots: Slot[]; waiting: ((slot: Slot) => void)[] };

const MOST_WAITING = 32;
const IDLE_MS = 60_000;
const RETRY_SECONDS = 5;

// On the global, so that each bundle of the server finds the same processes.
const shared = globalThis as typeof globalThis & { evlfDecoders?: Pool };

function pool(): Pool {
  shared.evlfDecoders ??= {
    slots: Array.from({ length: env().DECODE_PROCESSES }, () => ({
      ...{ decoder: null, busy: false, idle: null },
    })),
    waiting: [],
  };
  return shared.evlfDecoders;
}

/** The slot's process, a fresh one where there is none that can be used. */
function decoderOf(slot: Slot): Decoder {
  if (slot.decoder?.usable() !== true) {
    slot.decoder?.end();
    const { DECODE_SECONDS, DECODE_MEMORY_MB } = env();
    slot.decoder = startDecoder({ seconds: DECODE_SECONDS, memoryMb: DECODE_MEMORY_MB });
  }
  return slot.decoder;
}

function takeSlot(): Promise<Slot> {
  const { slots, waiting } = pool();
  const rest = slots.filter((slot) => !slot.busy);
  const free = rest.find((slot) => slot.decoder?.usable()) ?? rest[0];
  if (free !== undefined) {
    free.busy = true;
    if (free.idle !== null) clearTimeout(free.idle);
    return Promise.resolve(free);
  }
  if (waiting.length < MOST_WAITING) return new Promise((resolve) => waiting.push(resolve));
  throw new AppError(
    "decoders-busy",
    "Many pictures are being read just now. Try again in a few seconds.",
    undefined,
    { retryAfterSeconds: RETRY_SECONDS },
  );
}

/** Hands the slot to whoever waits longest; one that nobody wants loses its process in a minute. */
function giveSlot(slot: Slot): void {
  // After a bomb the next picture finds a process that has loaded, or nearly.
  if (slot.decoder?.usable() !== true) decoderOf(slot);
  const next = pool().waiting.shift();
  if (next !== undefined) {
    next(slot);
    return;
  }
  slot.busy = false;
  slot.idle = setTimeout(() => {
    slot.decoder?.end();
    slot.decoder = null;
  }, IDLE_MS);
  slot.idle.unref();
}

/** Without the protection, for tests of the tests: in this very process, and without a bound. */
async function decodeHere({ input, output }: DecodeJob): Promise<Decoded> {
  const { readImage } = await import("@/lib/vlm/image/read-image");
  const { png, width, height, origin, notes } = await readImage(await readFile(input));
  await writeFile(output, png, { mode: 0o600 });
  return { width, height, origin, notes, bytes: png.length, sha256: sha256Of(png) };
}

/** Lets a decoding process load while the upload is still coming in. */
export function warmDecoders(): void {
  const { slots } = pool();
  if (slots.some((slot) => slot.decoder?.usable() && !slot.busy)) return;
  const free = slots.find((slot) => !slot.busy);
  if (free === undefined || switchedOff("decoder")) return;
  free.busy = true;
  giveSlot(free);
}

/**
 * Reads a picture's file into its canonical PNG in a process of its own, a bounded number at once.
 *
 * @throws AppError image-* where it is no picture that is read, or one that takes too much;
 * decoders-busy.
 */
export async function decodeFile(job: DecodeJob): Promise<Decoded> {
  if (switchedOff("decoder")) return await decodeHere(job);
  const slot = await takeSlot();
  try {
    return await decoderOf(slot).run(job);
  } finally {
    giveSlot(slot);
  }
}

/** Ends all decoding processes; for tests and commands. */
export function endDecoders(): void {
  const { slots } = pool();
  for (const slot of slots) {
    if (slot.idle !== null) clearTimeout(slot.idle);
    slot.decoder?.end();
  }
  delete shared.evlfDecoders;
}
