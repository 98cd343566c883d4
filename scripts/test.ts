import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { generateClient } from "@/scripts/start/generate-client";
import { ensureChromium } from "@/scripts/test/chromium";
import { findPython } from "@/scripts/test/python";
import {
  failedOnce,
  passedOnce,
  readJunit,
  readPlaywright,
  readVitest,
  settle,
  sum,
  type Tally,
} from "@/scripts/test/tally";

/**
 * The command behind `npm test`: sets up what the checks need, runs them in order and goes on
 * after a failure, so that one run shows all. `npm test -- unit e2e` runs the steps named.
 * The last line is `N passed, N failed, N skipped`; a check without tests of its own counts as one.
 */
const root = resolve(import.meta.dirname, "..");
const cache = join(root, ".cache", "test");
const env: NodeJS.ProcessEnv = {
  // What is checked here is what the app does, not how fast a busy machine is.
  E2E_PATIENCE: "2",
  ...process.env,
  PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
  NEXT_TELEMETRY_DISABLED: "1",
};

function run(command: string, args: string[], more: Record<string, string> = {}): number {
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...env, ...more } });
  if (done.error) console.error(done.error.message);
  return done.status ?? 1;
}

function check(command: string, args: string[]): Tally {
  return run(command, args) === 0 ? passedOnce : failedOnce;
}

function report(name: string): string {
  const path = join(cache, name);
  rmSync(path, { force: true });
  return path;
}

function prepare(): Tally {
  generateClient(root);
  return { ...passedOnce, passed: 0 };
}

function unit(): Tally {
  const path = report("vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
  const code = run("vitest", ["run", ...reporters]);
  return settle(readVitest(path), code);
}

function training(): Tally {
  const tests = join(root, "models/training/tests");
  if (!(existsSync(tests) && readdirSync(tests).some((name) => name.startsWith("test_")))) {
    return { passed: 0, failed: 0, skipped: 1, notes: ["the recipe has no tests here"] };
  }
  const found = findPython(root, join(cache, "python"));
  if ("missing" in found) {
    return { passed: 0, failed: 0, skipped: 1, notes: [`the recipe's tests: ${found.missing}`] };
  }
  const path = report("pytest.xml");
  const args = ["-m", "pytest", "-q", "--continue-on-collection-errors", `--junitxml=${path}`];
  run(found.python, [...args, tests], { PYTHONPATH: join(root, "models/training") });
  return settle(readJunit(path), 0);
}

/** The short size; `npm run test:security -- --controls` is the whole. */
function security(): Tally {
  return check("tsx", ["--conditions=react-server", "tests/security/run.ts", "--short"]);
}

/** The short size of hostile uploads; `npm run test:fuzz -- --controls` is the whole. */
function fuzz(): Tally {
  const args = ["tests/fuzz/run.ts", "--count", "150", "--seed", "1"];
  // Its ten seconds are a promise, not a patience.
  const tight = { E2E_PATIENCE: "1" };
  return run("tsx", ["--conditions=react-server", ...args], tight) === 0 ? passedOnce : failedOnce;
}

/** The short size of a run against the app on several machines; each command's own is longer. */
const cluster = (name: "faults" | "load" | "machines"): Tally => {
  const model = env.EVLF_MODEL_DIR ?? join(root, "models/evlf-mini");
  if (!existsSync(join(model, "model.json"))) {
    const note = `${name}: ${model} holds no language model yet (models/training makes it)`;
    return { passed: 0, failed: 0, skipped: 1, notes: [note] };
  }
  return check("tsx", ["--conditions=react-server", `tests/${name}/run.ts`, "--short"]);
};

function browser(): Tally {
  const model = env.EVLF_MODEL_DIR ?? join(root, "models/evlf-mini");
  if (!existsSync(join(model, "model.json"))) {
    const note = `the browser tests: ${model} holds no language model yet (models/training makes it)`;
    return { passed: 0, failed: 0, skipped: 1, notes: [note] };
  }
  const chromium = ensureChromium();
  const path = report("playwright.json");
  const args = ["test", "--reporter=list,json"];
  const more = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: path };
  const code = run("playwright", args, more);
  return settle(readPlaywright(path), code);
}

const steps: Record<string, () => Tally> = {
  prepare,
  lint: () => check("biome", ["check", "--error-on-warnings", "."]),
  boundaries: () =>
    check("depcruise", ["--config", ".dependency-cruiser.cjs", "app", "lib", "scripts", "tests"]),
  types: () => check("tsc", ["--noEmit", "-p", "."]),
  unit,
  training,
  build: () => check("next", ["build"]),
  security,
  fuzz,
  faults: () => cluster("faults"),
  machines: () => cluster("machines"),
  load: () => cluster("load"),
  e2e: browser,
};

function timed(name: string, step: () => Tally): Tally {
  console.log(`\n== ${name}`);
  const begun = performance.now();
  let tally: Tally;
  try {
    tally = step();
  } catch (error) {
    tally = { ...failedOnce, notes: [error instanceof Error ? error.message : String(error)] };
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const outcome = tally.failed === 0 ? "ok" : `${tally.failed} FAILED`;
  console.log(`== ${name}: ${outcome} in ${seconds} s`);
  return { ...tally, notes: tally.notes.map((note) => `${name}: ${note}`) };
}

function main(wanted: string[]): number {
  const unknown = wanted.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    console.error(`No step ${unknown.join(", ")}; there are ${Object.keys(steps).join(", ")}.`);
    return 2;
  }
  mkdirSync(cache, { recursive: true });
  const chosen = Object.entries(steps).filter(
    ([name]) => wanted.length === 0 || name === "prepare" || wanted.includes(name),
  );
  const total = sum(chosen.map(([name, step]) => timed(name, step)));
  if (total.notes.length > 0) console.log(`\nNot run, or to be looked at:`);
  for (const note of total.notes) console.log(`  ${note}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

process.exit(main(process.argv.slice(2)));
