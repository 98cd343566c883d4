import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** Predictions that outlive an interruption: one JSON line each, appended as soon as it is made. */
export type Cache = {
  size: number;
  /** The kept prediction, or the one that `make` gives, which is then kept. */
  recall<T>(key: string, make: () => Promise<T>): Promise<T>;
};

function readLines(file: string): Map<string, unknown> {
  const kept = new Map<string, unknown>();
  if (!existsSync(file)) return kept;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    try {
      const [key, value]: unknown[] = JSON.parse(line);
      if (typeof key === "string") kept.set(key, value);
    } catch {
      // a line that an interruption cut off: made again
    }
  }
  return kept;
}

/** Opens FOLDER/NAME.jsonl; with `fresh` what it held is forgotten. */
export function openCache(folder: string, name: string, fresh = false): Cache {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.jsonl`);
  if (fresh) rmSync(file, { force: true });
  const kept = readLines(file);
  if (existsSync(file)) appendFileSync(file, "\n");
  return {
    size: kept.size,
    async recall<T>(key: string, make: () => Promise<T>): Promise<T> {
      // only this program writes the file, each key with one type
      if (kept.has(key)) return kept.get(key) as T;
      const value = await make();
      kept.set(key, value);
      appendFileSync(file, `${JSON.stringify([key, value])}\n`);
      return value;
    },
  };
}
