import { fork } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { PROTECTIONS } from "@/lib/server/env";
import type { Part, PartResult, Size } from "./part";
import { broken, type Tally } from "./tally";

const HELP = `npm run test:faults -- [--disconnects 200] [--kills 20] [--seed 1] [--short] [--controls]

Two web servers, two workers, a PostgreSQL and the model that ships. While people ask and read,
their connections break, workers, web servers and the database are killed, and a next version's migration
comes with every process renewed; then a disk fills up.
Every answer is compared with the one that the same question has where nothing goes wrong: nothing
lost, nothing doubled, nothing stuck, or the command fails.

--short: the size within npm test. --no-disk fills no disk. --without NAME runs with a protection switched off
(${PROTECTIONS.faults.join(", ")}): this run must fail. --controls runs each of these after the rest.`;

/** Runs one part in a process of its own: settings and connections of one cluster are not another's. */
function runPart(part: Part): Promise<PartResult> {
  const file = path.join(import.meta.dirname, "part.ts");
  const child = fork(file, [JSON.stringify(part)], { execArgv: process.execArgv });
  return new Promise((resolve, reject) => {
    let result: PartResult | null = null;
    child.on("message", (said) => {
      result = said as PartResult;
    });
    child.once("exit", (code) => {
      if (result !== null) resolve(result);
      else reject(new Error(`a part of the run ended with ${code} and said nothing`));
    });
  });
}

function line(tally: Tally, disk: string, controls: string): string {
  const { answers, cuts, workerKills, webKills, databaseKills, takenOver } = tally;
  const { migrations, renewed } = tally;
  const { lost, doubled, stuck, brokenOff, longestMs } = tally;
  return (
    `faults: ${answers} answers, ${cuts} disconnects, killed ${workerKills} workers, ${webKills} web servers, ` +
    `${databaseKills} databases, updated (${migrations} migrations, ${renewed} processes renewed), ${disk}, ` +
    `${takenOver} answers taken over, longest ${(longestMs / 1000).toFixed(1)} s: ` +
    `${lost} lost, ${doubled} doubled, ${stuck} stuck, ${brokenOff} broken off${controls}`
  );
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      disconnects: { type: "string" },
      kills: { type: "string" },
      seed: { type: "string", default: "1" },
      without: { type: "string", default: "" },
      short: { type: "boolean", default: false },
      controls: { type: "boolean", default: false },
      "no-disk": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const { short, controls, without } = values;
  const size: Size = {
    disconnects: Number(values.disconnects ?? (short ? 30 : 200)),
    kills: Number(values.kills ?? (short ? 2 : 20)),
    seed: Number(values.seed),
    short,
  };
  const numbers = [size.disconnects, size.kills, size.seed];
  const known = PROTECTIONS.faults.some((name) => name === without) || without === "";
  if (values.help || !known || !numbers.every((each) => Number.isInteger(each) && each >= 0)) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const { tally } = await runPart({ kind: "faults", size, without });
  let disk = "disk not filled";
  if (without === "" && !values["no-disk"]) {
    const filled = await runPart({ kind: "disk" });
    disk = filled.why === null ? "1 full disk (tmpfs)" : `disk not filled (${filled.why})`;
    for (const key of ["answers", "lost", "doubled", "stuck", "brokenOff"] as const)
      tally[key] += filled.tally[key];
  }
  let noticed = 0;
  const tried = controls ? PROTECTIONS.faults : [];
  for (const protection of tried) {
    console.log(`without ${protection}, which must fail:`);
    const few = { ...size, disconnects: 30, kills: 3, short: true };
    const control = await runPart({ kind: "faults", size: few, without: protection });
    console.log(`  ${line(control.tally, "disk not filled", "")}`);
    if (broken(control.tally) > 0) noticed += 1;
  }
  const told = tried.length === 0 ? "" : `, ${noticed} of ${tried.length} controls noticed`;
  console.log(line(tally, disk, told));
  return broken(tally) === 0 && noticed === tried.length ? 0 : 1;
}

process.exit(await main());
