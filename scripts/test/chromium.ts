import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Where a Chromium of the machine lies (CHROMIUM_PATH first, then PATH), or null. */
export function findChromium(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const named = process.env.CHROMIUM_PATH;
  return [...(named ? [named] : []), ...found].find(isExecutable) ?? null;
}

/**
 * A Chromium for the browser tests, installed from the system's packages where this process may.
 * @throws Error with a sentence that says what to install, when there is none and none can be had.
 */
export function ensureChromium(): string {
  const present = findChromium();
  if (present) return present;
  if (process.getuid?.() === 0 && apt("update")) {
    apt("install", "-y", "--no-install-recommends", "chromium");
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    "The browser tests need Chromium: install the package chromium, or set CHROMIUM_PATH to one.",
  );
}

function apt(...args: string[]): boolean {
  const done = spawnSync("apt-get", ["-qq", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return done.status === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
