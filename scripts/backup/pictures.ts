import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

const placeOf = (folder: string, sha256: string): string =>
  path.join(folder, "images", sha256.slice(0, 2), `${sha256}.png`);

/**
 * Copies pictures by their hashes from one folder's images/ to another's, and looks whether each is
 * what its name says.
 *
 * @returns bytes copied, and the hashes that are not there or are damaged.
 */
export function copyPictures(
  from: string,
  to: string,
  hashes: string[],
): { bytes: number; missing: string[] } {
  let bytes = 0;
  const missing: string[] = [];
  for (const sha256 of hashes) {
    const [source, target] = [placeOf(from, sha256), placeOf(to, sha256)];
    if (!existsSync(source)) {
      missing.push(sha256);
      continue;
    }
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    copyFileSync(source, target);
    const copied = readFileSync(target);
    bytes += copied.length;
    if (createHash("sha256").update(copied).digest("hex") !== sha256) missing.push(sha256);
  }
  return { bytes, missing };
}
