import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { generateClient } from "@/scripts/start/generate-client";
import { ensureChromium } from "@/scripts/test/chromium";
import { findPython } from "@/scripts/test/python";
import { lastLines, runShown } from "@/scripts/test/run-shown";
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

/** What the step that runs now has printed, its end. */
let printed = "";

async function run(command: string, args: string[], more: Record<string, string> = {}) {
  const done = await runShown(command, args, { cwd: root, env: { ...env, ...more } });
  printed += done.last;
  return done.code;
}

async function check(
  command: string,
  args: string[],
  more: Record<string, string> = {},
): Promise<Tally> {
  return (await run(command, args, more)) === 0 ? passedOnce : failedOnce;
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

async function unit(): Promise<Tally> {
  const path = report("vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
  const code = await run("vitest", ["run", ...reporters]);
  return settle(readVitest(path), code);
}

async function training(): Promise<Tally> {
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
  await run(found.python, [...args, tests], { PYTHONPATH: join(root, "models/training") });
  return settle(readJunit(path), 0);
}

/** The short size; `npm run test:security -- --controls` is the whole. */
function security(): Promise<Tally> {
  return check("tsx", ["--conditions=react-server", "tests/security/run.ts", "--short"]);
}

/** The short size of hostile uploads; `npm run test:fuzz -- --controls` is the whole. */
function fuzz(): Promise<Tally> {
  const args = ["tests/fuzz/run.ts", "--count", "150", "--seed", "1"];
  // Its ten seconds are a promise, not a patience.
  return check("tsx", ["--conditions=react-server", ...args], { E2E_PATIENCE: "1" });
}

/** The short size of a run against the app on several machines; each command's own is longer. */
const cluster = async (name: "faults" | "load" | "machines"): Promise<Tally> => {
  const model = env.EVLF_MODEL_DIR ?? join(root, "models/evlf-mini");
  if (!existsSync(join(model, "model.json"))) {
    const note = `${name}: ${model} holds no language model yet (models/training makes it)`;
    return { passed: 0, failed: 0, skipped: 1, notes: [note] };
  }
  return check("tsx", ["--conditions=react-server", `tests/${name}/run.ts`, "--short"]);
};

async function browser(): Promise<Tally> {
  const model = env.EVLF_MODEL_DIR ?? join(root, "models/evlf-mini");
  if (!existsSync(join(model, "model.json"))) {
    const note = `the browser tests: ${model} holds no language model yet (models/training makes it)`;
    return { passed: 0, failed: 0, skipped: 1, notes: [note] };
  }
  const chromium = ensureChromium();
  const path = report("playwright.json");
  const args = ["test", "--reporter=list,json"];
  const more = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: path };
  const code = await run("playwright", args, more);
  return settle(readPlaywright(path), code);
}

const steps: Record<string, () => Tally | Promise<Tally>> = {
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

async function timed(name: string, step: () => Tally | Promise<Tally>): Promise<Tally> {
  console.log(`\n== ${name}`);
  const begun = performance.now();
  printed = "";
  let tally: Tally;
  try {
    tally = await step();
  } catch (error) {
    tally = { ...failedOnce, notes: [error instanceof Error ? error.message : String(error)] };
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const outcome = tally.failed === 0 ? "ok" : `${tally.failed} FAILED`;
  console.log(`== ${name}: ${outcome} in ${seconds} s`);
  // Said again at the end: of the log of a long run often the last lines alone are kept.
  const failed = tally.failed === 0 ? [] : [`FAILED, and printed last:\n${lastLines(printed)}`];
  return { ...tally, notes: [...tally.notes, ...failed].map((note) => `${name}: ${note}`) };
}

async function main(wanted: string[]): Promise<number> {
  const unknown = wanted.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    console.error(`No step ${unknown.join(", ")}; there are ${Object.keys(steps).join(", ")}.`);
    return 2;
  }
  mkdirSync(cache, { recursive: true });
  const chosen = Object.entries(steps).filter(
    ([name]) => wanted.length === 0 || name === "prepare" || wanted.includes(name),
  );
  const tallies: Tally[] = [];
  for (const [name, step] of chosen) tallies.push(await timed(name, step));
  const total = sum(tallies);
  if (total.notes.length > 0) console.log(`\nNot run, or to be looked at:`);
  for (const note of total.notes) console.log(`  ${note}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
