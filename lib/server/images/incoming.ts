import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { env } from "../env";
import { AppError } from "../errors";

const OLDEST_MS = 3_600_000;
/** Room that uploads leave to the database and the logs. */
const RESERVE_BYTES = 64 * 1_048_576;

/** Beside the pictures, so that a file that is whole only changes its name. */
export const incomingFolder = (): string =>
  path.join(/* turbopackIgnore: true */ env().DATA_DIR, "images", "incoming");

/** A path that nobody else uses, for a file on its way; whoever asks removes it. */
export async function incomingPath(kind: "upload" | "picture"): Promise<string> {
  const folder = incomingFolder();
  await mkdir(/* turbopackIgnore: true */ folder, { recursive: true, mode: 0o700 });
  return path.join(/* turbopackIgnore: true */ folder, `${randomUUID()}.${kind}`);
}

/** @throws AppError disk-full where an upload of this many bytes would leave too little room. */
export async function requireDisk(bytes: number): Promise<void> {
  const folder = path.join(/* turbopackIgnore: true */ env().DATA_DIR, "images");
  const { bavail, bsize } = await statfs(/* turbopackIgnore: true */ folder);
  if (bavail * bsize >= bytes + RESERVE_BYTES) return;
  throw new AppError(
    "disk-full",
    "The server's disk is full, so nothing was kept. Tell whoever runs it.",
    "disk nearly full",
  );
}

/** Removes what uploads left behind whose server was killed; answers how many files. */
export async function sweepIncoming(now = Date.now()): Promise<number> {
  const folder = incomingFolder();
  const names = await readdir(/* turbopackIgnore: true */ folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const file = path.join(/* turbopackIgnore: true */ folder, name);
    const found = await stat(/* turbopackIgnore: true */ file).catch(() => null);
    if (found === null || now - found.mtimeMs < OLDEST_MS) continue;
    await rm(/* turbopackIgnore: true */ file, { force: true });
    removed += 1;
  }
  return removed;
}
