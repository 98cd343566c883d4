import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type App, startApp } from "@/tests/security/app";
import { send } from "@/tests/security/send";
import { checkAnswer } from "./check-answer";
import { watchMemory } from "./memory";
import { mutated } from "./mutate";
import { randomOf } from "./random";
import { bombs, type Case, seeds, strangers } from "./seeds";

/**
 * The command behind `npm run test:fuzz`: hostile uploads, every one by HTTP into the app as people
 * meet it. None may end or hold up the server, and each is stored without its headers or refused
 * with a sentence. The last line is the figures; a broken promise fails the command.
 *
 * - `--count 2000`: files in all; those that are no mutations are always among them.
 * - `--seed 7`: the mutations of an earlier run, which printed it.
 * - `--controls` then runs the bombs with the protection switched off, which must fail.
 */
const root = path.resolve(import.meta.dirname, "../..");
const kept = path.join(root, ".cache/fuzz");

/** As many at once as the app reads at once: nobody's time is somebody else's. */
const AT_ONCE = 2;
/** E2E_PATIENCE=3 waits three times as long on a busy machine. */
const HANG_SECONDS = 10 * Number(process.env.E2E_PATIENCE ?? "1");
/** A decoding process may hold this much (DECODE_MEMORY_MB); it is looked at twenty times a second. */
const DECODER_MB = 1_024 * 1.15;
const SERVER_MB = 700;

type Run = {
  outcomes: Map<string, number>;
  failed: number;
  crashes: number;
  hangs: number;
  slowest: { seconds: number; name: string };
  memory: { server: number; decoder: number };
};

async function* casesOf(count: number, seed: number): AsyncGenerator<Case> {
  const good = await seeds();
  const always = [...good, ...(await strangers()), ...(await bombs())];
  yield* always;
  const random = randomOf(seed);
  for (let made = always.length; made < count; made += 1) yield mutated(good, random);
}

function report(run: Run, each: Case, what: string): void {
  run.failed += 1;
  mkdirSync(kept, { recursive: true });
  const file = path.join(kept, `${run.failed}.bin`);
  writeFileSync(file, each.bytes);
  console.error(`  FAILED ${each.name}: ${what} (${file})`);
}

async function sendCase(app: App, run: Run, each: Case): Promise<void> {
  const begun = performance.now();
  // The name lies: what counts is the content.
  const headers = { "x-file-name": "holiday.txt", "content-type": "text/plain" };
  const sent = { method: "POST", body: each.bytes, headers };
  const answer = await send(app.base, "/api/images", sent).catch((error: unknown) => error);
  const seconds = (performance.now() - begun) / 1_000;
  if (seconds > run.slowest.seconds) run.slowest = { seconds, name: each.name };
  if (seconds > HANG_SECONDS) {
    run.hangs += 1;
    report(run, each, `took ${seconds.toFixed(1)} s`);
  }
  if (answer instanceof Error || typeof answer !== "object" || answer === null) {
    run.crashes += 1;
    report(run, each, `got no answer: ${answer}`);
    return;
  }
  const outcome = await checkAnswer(app.base, each, answer as Awaited<ReturnType<typeof send>>);
  run.outcomes.set(outcome.as, (run.outcomes.get(outcome.as) ?? 0) + 1);
  if (outcome.wrong !== null) report(run, each, outcome.wrong);
}

/** The server has outlived it all: the same process answers, nothing lies around, memory is bounded. */
async function checkAfter(app: App, run: Run, pid: number | undefined): Promise<void> {
  const fail = (what: string): void => {
    run.failed += 1;
    console.error(`  FAILED afterwards: ${what}`);
  };
  const [good] = await seeds();
  const body = good?.bytes;
  const answer = await send(app.base, "/api/images", { method: "POST", body }).catch(() => null);
  if (answer?.status !== 201) fail(`a good picture is answered with ${answer?.status}`);
  if (app.pid() !== pid || pid === undefined) fail("the web server ended");
  const incoming = path.join(process.env.DATA_DIR ?? "", "images/incoming");
  const left = existsSync(incoming) ? readdirSync(incoming) : [];
  if (left.length > 0) fail(`${left.length} files of uploads lie around`);
  const { server, decoder } = run.memory;
  if (decoder > DECODER_MB) fail(`a decoding process held ${decoder.toFixed(0)} MB`);
  if (server > SERVER_MB) fail(`the web server held ${server.toFixed(0)} MB`);
  // More than a few would mean that a hostile file gets further into the reader than it should.
  for (const line of app
    .log()
    .split("\n")
    .filter((each) => each.includes('"level":50'))
    .slice(0, 5))
    fail(`the log has an error of ours: ${line.slice(0, 300)}`);
}

async function runAll(app: App, cases: AsyncIterator<Case>): Promise<Run> {
  const memory = watchMemory(app.pid);
  const pid = app.pid();
  const run: Run = {
    ...{ outcomes: new Map(), failed: 0, crashes: 0, hangs: 0, memory },
    slowest: { seconds: 0, name: "" },
  };
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = await cases.next(); !next.done; next = await cases.next()) {
      await sendCase(app, run, next.value);
      done += 1;
      if (done % 500 === 0) console.log(`  ${done} files`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await checkAfter(app, run, pid);
  memory.stop();
  return run;
}

async function* only(cases: Case[]): AsyncGenerator<Case> {
  yield* cases;
}

const numberAfter = (args: string[], flag: string, missing: number): number => {
  const at = args.indexOf(flag);
  const value = at < 0 ? missing : Number(args[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${flag} takes a whole number.`);
  return value;
};

function figures(run: Run, seed: number): string {
  const { outcomes, slowest, memory } = run;
  const total = [...outcomes.values()].reduce((sum, count) => sum + count, 0) + run.crashes;
  const stored = outcomes.get("stored") ?? 0;
  for (const [as, count] of [...outcomes].sort((a, b) => b[1] - a[1]))
    console.log(`  ${as}: ${count}`);
  console.log(`  slowest: ${slowest.name}`);
  return (
    `fuzz: ${total} files by HTTP, ${stored} stored, ${total - stored} refused, ` +
    `${run.crashes} crashes, ${run.hangs} hangs, ${run.failed} failed, ` +
    `worst ${slowest.seconds.toFixed(1)} s, ${memory.decoder.toFixed(0)} MB in a decoder, ` +
    `${memory.server.toFixed(0)} MB in the server, seed ${seed}`
  );
}

async function main(args: string[]): Promise<number> {
  const count = numberAfter(args, "--count", 2_000);
  const seed = numberAfter(args, "--seed", Date.now() % 1_000_000);
  const app = await startApp(root);
  try {
    await app.restart();
    const run = await runAll(app, casesOf(count, seed));
    const line = figures(run, seed);
    if (!args.includes("--controls")) {
      console.log(line);
      return run.failed === 0 ? 0 : 1;
    }
    console.log("without decoding processes, which must fail:");
    await app.restart("decoder");
    const control = await runAll(app, only(await bombs()));
    console.log(`${line}, ${control.failed > 0 ? 1 : 0} of 1 controls`);
    return run.failed === 0 && control.failed > 0 ? 0 : 1;
  } catch (error) {
    console.error(error, `\nthe web server's log ends:\n${app.log().slice(-4_000)}`);
    return 1;
  } finally {
    await app.stop();
  }
}

process.exit(await main(process.argv.slice(2)));
