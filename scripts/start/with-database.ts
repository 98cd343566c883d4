import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { prepareDataDir } from "./data-dir";
import { startPostgres } from "./postgres";

export type Place = { url: string; dataDir: string };

/**
 * Runs a command's work on the database that the settings name: the one given (its direct address,
 * where a pooler stands before it), or the embedded one, which is started for as long as it takes
 * unless the app runs it.
 */
export async function withDatabase<T>(
  root: string,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const given = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL;
  const dataDir = path.resolve(root, process.env.DATA_DIR || ".data");
  if (given) {
    prepareDataDir(dataDir);
    return await work({ url: given, dataDir });
  }
  prepareDataDir(dataDir);
  const pid = path.join(dataDir, "start.pid");
  const running = existsSync(pid) && isAlive(Number(readFileSync(pid, "utf8")));
  const server = await startPostgres(root, dataDir);
  try {
    return await work({ url: server.url, dataDir });
  } finally {
    // One that the running app uses is left to it.
    if (!running) await server.stop();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
