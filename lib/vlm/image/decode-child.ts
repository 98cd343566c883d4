import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import sharp from "sharp";
import { VlmError } from "../errors";
import type { Decoded, DecodeJob, DecodeReply } from "./decode-messages";
import { readImage } from "./read-image";

/**
 * A process of its own that does nothing but decode pictures, one after another, for whoever
 * started it. It gets paths and answers figures; it holds no secret and no connection. Its memory
 * and time are bounded from outside (lib/server/images/decoder.ts).
 */
sharp.cache(false);
sharp.concurrency(1);

const NO_MEMORY = /out of memory|allocation failed|cannot allocate/i;

/** An error and what caused it, outermost first. */
function chainOf(error: unknown): unknown[] {
  const chain = [error];
  for (let last = error; last instanceof Error && last.cause !== undefined; last = last.cause)
    chain.push(last.cause);
  return chain;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

/** Writes the PNG so that it is on the disk, whole, before anybody gives it its name. */
async function write(file: string, png: Buffer): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(png);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function decode({ input, output }: DecodeJob): Promise<Decoded> {
  const { png, width, height, origin, notes } = await readImage(await readFile(input));
  await write(output, png);
  const sha256 = createHash("sha256").update(png).digest("hex");
  return { width, height, origin, notes, bytes: png.length, sha256 };
}

function replyTo(error: unknown): DecodeReply {
  const chain = chainOf(error);
  const heavy = chain.find((link) => NO_MEMORY.test(messageOf(link)));
  if (heavy !== undefined) return { kind: "heavy", message: messageOf(heavy) };
  if (error instanceof VlmError) {
    const { code, person, message } = error;
    return { kind: "refused", code, person, message };
  }
  return { kind: "failed", code: codeOf(error), message: messageOf(error) };
}

function say(reply: DecodeReply): void {
  process.send?.(reply);
}

// Whoever started it is gone: so is its work.
process.on("disconnect", () => process.exit(0));
process.on("message", (job: DecodeJob) => {
  decode(job)
    .then(
      (decoded) => say({ kind: "done", decoded }),
      (error: unknown) => say(replyTo(error)),
    )
    // The last picture's bytes would count against the next one's memory.
    .finally(() => global.gc?.());
});
say({ kind: "ready" });
