import { spawn } from "node:child_process";
import { existsSync, openSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { StartFailure } from "./failure";

const SOURCES = [
  "app",
  "lib",
  "public",
  "prisma/schema",
  "next.config.js",
  "proxy.ts",
  "package.json",
  "postcss.config.mjs",
];

/** When anything there was last changed; made from other sources, or tests, doesn't count. */
function newest(entry: string): number {
  if (!existsSync(entry) || entry.endsWith("lib/generated")) return 0;
  const stat = statSync(entry);
  if (!stat.isDirectory()) return entry.endsWith(".test.ts") ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(entry).map((name) => newest(path.join(entry, name))));
}

/** Whether there is a build and no source is newer than it. */
export function buildIsFresh(root: string): boolean {
  const mark = path.join(root, ".next/BUILD_ID");
  if (!existsSync(mark)) return false;
  return (
    Math.max(...SOURCES.map((entry) => newest(path.join(root, entry)))) <= statSync(mark).mtimeMs
  );
}

/** @throws StartFailure naming the first error of the build and its log. */
export async function buildWeb(root: string, logFile: string): Promise<void> {
  const out = openSync(logFile, "w", 0o600);
  const child = spawn(
    process.execPath,
    [path.join(root, "node_modules/next/dist/bin/next"), "build"],
    {
      cwd: root,
      stdio: ["ignore", out, out],
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    },
  );
  const stop = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", stop);
  const code = await new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(1));
  });
  process.off("exit", stop);
  if (code === 0) return;
  const log = readFileSync(logFile, "utf8");
  if (log.includes("ENOSPC"))
    throw new StartFailure("The disk is full: the app could not be built.");
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const why = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "no output";
  throw new StartFailure(`The app could not be built: ${why.trim()} (log: ${logFile})`);
}
