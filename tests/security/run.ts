import path from "node:path";
import { type Protection, PROTECTIONS as SWITCHES } from "@/lib/server/env";
import { type App, startApp } from "./app";
import { checkAdmin } from "./check-admin";
import { checkAudit } from "./check-audit";
import { checkForeign } from "./check-foreign";
import { checkHeaders } from "./check-headers";
import { checkBodies, checkHeaderInjection, checkMarkup, checkTraversal } from "./check-inputs";
import { checkLimits } from "./check-limits";
import { checkLinks } from "./check-links";
import { checkGuessing, checkMatrix, checkRows } from "./check-matrix";
import { checkSessions } from "./check-sessions";
import { makeTally, type Tally } from "./tally";
import { makeWorld, type World } from "./world";

/**
 * The command behind `npm run test:security`: nobody gets in who should not. Starts the app as
 * people meet it and tries every door as everybody. The last line is the figures; any failure
 * fails the command.
 *
 * - `--short` leaves out the parts that need many requests.
 * - `--without owner` runs with one protection switched off: this run must fail.
 * - `--controls` runs the whole once, then once without each protection, and requires that each
 *   of these was noticed.
 */
const PROTECTIONS = SWITCHES.security;
const root = path.resolve(import.meta.dirname, "../..");

async function checkAll(app: App, tally: Tally, short: boolean): Promise<void> {
  const world = await makeWorld(app.base);
  checkRows(root, tally);
  const parts: [string, (world: World, tally: Tally) => Promise<void>][] = [
    ["headers", checkHeaders],
    ["foreign", checkForeign],
    ["guessing", checkGuessing],
    ["links", checkLinks],
    ["sessions", checkSessions],
    ["injection", checkHeaderInjection],
    ["admin", checkAdmin],
    ["audit", checkAudit],
    ["limits", checkLimits],
    ...(short
      ? []
      : ([
          ["markup", checkMarkup],
          ["bodies", checkBodies],
          ["traversal", checkTraversal],
        ] as [string, typeof checkMarkup][])),
    // Last, for in it the owner deletes and everybody signs out.
    ["matrix", checkMatrix],
  ];
  for (const [name, part] of parts) {
    try {
      await part(world, tally);
    } catch (error) {
      tally.check(name, "runs to its end", false, error);
    }
  }
}

async function run(app: App, without: Protection | "", short: boolean) {
  await app.restart(without);
  const tally = makeTally();
  await checkAll(app, tally, short);
  const counts = [...tally.counts()];
  const checks = counts.reduce((sum, [, count]) => sum + count.checks, 0);
  const failed = counts.reduce((sum, [, count]) => sum + count.failed, 0);
  for (const [section, count] of counts)
    console.log(`  ${section}: ${count.checks} checks, ${count.failed} failed`);
  return { checks, failed };
}

async function main(args: string[]): Promise<number> {
  const at = args.indexOf("--without");
  const without = PROTECTIONS.find((each) => each === args[at + 1]);
  if (at >= 0 && without === undefined) {
    console.error(`--without takes one of ${PROTECTIONS.join(", ")}.`);
    return 2;
  }
  const short = args.includes("--short");
  const app = await startApp(root);
  try {
    const { checks, failed } = await run(app, without ?? "", short);
    let noticed = 0;
    let missed = 0;
    for (const protection of args.includes("--controls") ? PROTECTIONS : []) {
      console.log(`without ${protection}, which must fail:`);
      const control = await run(app, protection, true);
      if (control.failed > 0) noticed += 1;
      else missed += 1;
    }
    const controls = noticed + missed === 0 ? "" : `, ${noticed} of ${noticed + missed} controls`;
    console.log(`security: ${checks} checks, ${failed} failed${controls}`);
    return failed + missed === 0 ? 0 : 1;
  } catch (error) {
    console.error(error, `\nthe web server's log ends:\n${app.log().slice(-4_000)}`);
    return 1;
  } finally {
    await app.stop();
  }
}

process.exit(await main(process.argv.slice(2)));
