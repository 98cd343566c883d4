import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, opendir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "../env";

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

/** Writes the bytes under their hash, whole or not at all; the same bytes twice are one file. */
export async function writeImageFile(sha256: string, png: Uint8Array): Promise<void> {
  const file = imageFile(sha256);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(half, png, { mode: 0o600 });
    await rename(half, file);
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
