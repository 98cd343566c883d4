import "server-only";
import { createHash } from "node:crypto";
import { access, mkdir, open, opendir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "../env";
import { incomingPath } from "./incoming";

const SHA256 = /^[0-9a-f]{64}$/;

/** Where the picture of this hash lies: DATA_DIR/images/ab/abcd….png. */
export function imageFile(sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error(`not a sha256: ${sha256}`);
  return path.join(
    /* turbopackIgnore: true */ env().DATA_DIR,
    "images",
    sha256.slice(0, 2),
    `${sha256}.png`,
  );
}

export const sha256Of = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Makes a changed name outlast a power cut; where a folder can't be synced it is let be. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(/* turbopackIgnore: true */ folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/**
 * Gives a PNG that is whole and on the disk the name of its hash; it must lie on the disk of
 * DATA_DIR/images. The same bytes twice are one file.
 */
export async function placeImageFile(sha256: string, from: string): Promise<void> {
  const file = imageFile(sha256);
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(from, file);
  await syncFolder(folder);
}

/** Writes the bytes under their hash, whole or not at all. */
export async function writeImageFile(sha256: string, png: Uint8Array): Promise<void> {
  const half = await incomingPath("picture");
  try {
    await writeFile(half, png, { mode: 0o600, flush: true });
    await placeImageFile(sha256, half);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

/** The bytes of the canonical PNG of this hash. */
export async function readImageFile(sha256: string): Promise<Buffer> {
  return await readFile(imageFile(sha256));
}

export async function removeImageFile(sha256: string): Promise<void> {
  await rm(imageFile(sha256), { force: true });
}

/** Whether the picture of this hash lies where it should. */
export const hasImageFile = (sha256: string): Promise<boolean> =>
  access(imageFile(sha256)).then(
    () => true,
    () => false,
  );

/** Every file that lies among the pictures, with the hash that its name gives. */
export async function* imageFiles(): AsyncGenerator<{ sha256: string; file: string }> {
  const folder = path.join(/* turbopackIgnore: true */ env().DATA_DIR, "images");
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile()) continue;
    yield { sha256: entry.name.split(".")[0] ?? "", file: entry.name };
  }
}
