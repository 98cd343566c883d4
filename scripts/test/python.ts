import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The recipe's pure tests need these alone; torch is used where it is already installed. */
const LIGHT = ["numpy", "pillow", "pytest", "tokenizers"];
const MINUTES = 4;

/** The lines of the recipe's pinned list that name them. */
function lightPins(root: string): string[] {
  const pins = readFileSync(join(root, "models/training/requirements.txt"), "utf8").split(/\s+/);
  return pins.filter((pin) => LIGHT.includes(pin.split("==")[0] ?? ""));
}

/** An interpreter that can run the recipe's tests, or the reason why there is none. */
export type Interpreter = { python: string } | { missing: string };

/**
 * Looks for a Python with pytest, numpy and Pillow: PYTHON, the recipe's own .venv, a former
 * set-up, the machine's; else makes a small environment with them under `cache`.
 */
export function findPython(root: string, cache: string): Interpreter {
  const made = join(cache, "bin", "python");
  const named = process.env.PYTHON;
  const candidates = [
    ...(named ? [named] : []),
    join(root, "models/training/.venv/bin/python"),
    "python3",
    made,
  ];
  const ready = candidates.find(canTest);
  if (ready) return { python: ready };
  if (spawnSync("python3", ["--version"]).status !== 0) return { missing: "python3 is absent" };
  if (!(existsSync(made) || succeeds("python3", ["-m", "venv", cache]))) {
    return { missing: "python3 cannot make an environment (package python3-venv)" };
  }
  if (!succeeds(made, ["-m", "pip", "install", "--quiet", ...lightPins(root)])) {
    return { missing: `${LIGHT.join(", ")} cannot be installed (no network?)` };
  }
  return canTest(made) ? { python: made } : { missing: "the small environment does not work" };
}

function canTest(python: string): boolean {
  return succeeds(python, ["-c", "import pytest, numpy, PIL, tokenizers"]);
}

function succeeds(command: string, args: string[]): boolean {
  const done = spawnSync(command, args, { stdio: "ignore", timeout: MINUTES * 60_000 });
  return done.status === 0;
}
