import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure";

function isThisApp(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    // Process ids are used again: only a start of this app counts.
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("scripts/start.ts");
  } catch {
    return !existsSync("/proc/self");
  }
}

/**
 * Takes DATA_DIR for this process: two starts would end each other's database.
 *
 * @returns what gives it back.
 * @throws StartFailure when a start that lives has it.
 */
export function takeDataDir(dataDir: string): () => void {
  const file = path.join(dataDir, "start.pid");
  const other = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (other > 0 && isThisApp(other)) {
    throw new StartFailure(
      `The app runs already with this data (process ${other}): stop it first, or choose another DATA_DIR.`,
    );
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}
