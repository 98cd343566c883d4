import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import path from "node:path";
import { remark } from "./steps";

/** The mark that the fetch leaves when all samples are there. */
export const SAMPLES_DONE = ".complete";

/**
 * Fetches the sample pictures in the background, unless they are there. The app works without
 * them, so a failure (no network) is one remark.
 *
 * @returns what ends the fetch.
 */
export function fetchSamplesOnce(root: string, dataDir: string, logFile: string): () => void {
  if (existsSync(path.join(dataDir, "samples", SAMPLES_DONE))) return () => {};
  const out = openSync(logFile, "a", 0o600);
  const child = spawn(
    process.execPath,
    [
      ...["--import", path.join(import.meta.dirname, "follow-parent.mjs")],
      ...["--conditions=react-server", "--import", "tsx", path.join(root, "scripts/samples.ts")],
    ],
    {
      cwd: root,
      detached: true,
      stdio: ["ignore", out, out, "ipc"],
      env: { ...process.env, DATA_DIR: dataDir },
    },
  );
  let ended = false;
  child.once("error", () => {});
  child.once("exit", (code, signal) => {
    ended = true;
    if (code === 0) remark("sample pictures are there");
    else if (signal === null)
      remark(
        `some sample pictures could not be fetched; npm run samples tries again. Log: ${logFile}`,
      );
  });
  return () => {
    if (ended || child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It ended by itself meanwhile.
    }
  };
}
