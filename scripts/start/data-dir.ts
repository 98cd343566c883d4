import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure";

const NEEDED_BYTES = 450 * 1024 * 1024;

/**
 * Makes DATA_DIR (only its owner may list or read it) and checks that the disk has room.
 *
 * @returns free bytes.
 * @throws StartFailure when the disk is full or the folder can't be made.
 */
export function prepareDataDir(dataDir: string): number {
  try {
    // 0711: the embedded database's own user passes through to its folder, and reads nothing else.
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    for (const folder of ["images", "logs", "samples", "exports"]) {
      mkdirSync(path.join(dataDir, folder), { recursive: true, mode: 0o700 });
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOSPC") throw error;
    throw new StartFailure(
      `The folder for data can't be made (${dataDir}, ${code}): choose another with DATA_DIR.`,
    );
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  if (free < NEEDED_BYTES) {
    throw new StartFailure(
      `The disk is nearly full: ${Math.floor(free / 1048576)} MB are free in ${dataDir}, ` +
        `${NEEDED_BYTES / 1048576} MB are needed. Free some space or choose another DATA_DIR.`,
    );
  }
  return free;
}

/** Reads a small secret kept in DATA_DIR, or makes it: 0600, 256 bit. */
export function keptSecret(dataDir: string, name: string): string {
  const file = path.join(dataDir, name);
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (kept.length >= 32) return kept;
  }
  const made = randomBytes(32).toString("base64url");
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}
