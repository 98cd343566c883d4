import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { PROTECTIONS } from "@/lib/server/env";
import { type Cluster, startCluster } from "@/tests/cluster/cluster";
import { type Over, overBound } from "./over-bound";
import { baseFor, type Day, guests, talk } from "./people";

const HELP = `npm run test:load -- [--chats 16] [--turns 3] [--short] [--controls]

So many people at once, over HTTP, several turns each, then twice as many questions as may wait.
Fails on an error, where a row of the log takes longer than 60 ms from its commit to the reader in
95 of 100 times, where the slowest person waits more than twice as long as the middle one, and where
anything but 429 answers what is over the bound.

--short: the size within npm test, which holds no time to its bar.
--without ${PROTECTIONS.load.join(", ")}: with a protection switched off; this run must fail. --controls runs that after the rest.`;

const WIRE_MS = 60;
const FAIR = 2;
const root = path.resolve(import.meta.dirname, "../..");

function at(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** From the commit of each row of the log, by the database's own clock, to the reader. */
async function wireTimes(days: Day[]): Promise<number[]> {
  const { db } = await import("@/lib/server/db");
  const times: number[] = [];
  for (const { turnId, at: came } of days.flatMap(({ turns }) => turns)) {
    const rows = await db().$queryRaw<{ seq: number; ms: number }[]>`
      SELECT seq, (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000)::float8 AS ms
      FROM turn_event WHERE turn_id = ${turnId}::uuid`;
    for (const { seq, ms } of rows) {
      const received = came.get(seq);
      // What was in the log before the reader came waited for the reader, not for the wire.
      if (received !== undefined && ms > 0) times.push(received - ms);
    }
  }
  return times;
}

type Figures = { line: string; failures: string[] };
/** `timed`: the figures of time are held to their bars, which nothing else on the machine may disturb. */
type Size = { chats: number; turns: number; timed: boolean };

async function measure(cluster: Cluster, { chats, turns, timed }: Size): Promise<Figures> {
  const { bases } = cluster;
  const people = await guests(bases, chats);
  const days = await Promise.all(
    people.map((person, who) => talk(baseFor(bases, who), person, who, turns)),
  );
  const errors = days.flatMap((day) => day.errors);
  const first = days.flatMap((day) => day.turns.flatMap(({ firstMs }) => firstMs ?? []));
  const wire = await wireTimes(days);
  const totals = days.map(({ totalMs }) => totalMs);
  const fairness = Math.max(...totals) / at(totals, 0.5);
  const { all, one } = await overBound(bases);
  const overErrors = [...all.errors, ...one.errors];
  const wire95 = at(wire, 0.95);
  const failures = [
    ...errors.map((error) => `inside the bound: ${error}`),
    ...overErrors.map((error) => `over the bound: ${error}`),
    ...(timed && wire95 > WIRE_MS
      ? [`the wire took ${wire95.toFixed(1)} ms, ${WIRE_MS} ms at most`]
      : []),
    ...(timed && fairness > FAIR ? [`fairness is ${fairness.toFixed(2)}, ${FAIR} at most`] : []),
  ];
  const told = ({ asked, taken, refused, longestMs }: Over): string =>
    `${asked} asked, ${taken} answered (longest ${(longestMs / 1000).toFixed(1)} s), ${refused} refused with 429`;
  const line =
    `load: ${chats} people, ${first.length} answers, first words p50 ${(at(first, 0.5) / 1000).toFixed(2)} s, ` +
    `p95 ${(at(first, 0.95) / 1000).toFixed(2)} s, wire p50 ${at(wire, 0.5).toFixed(1)} ms, p95 ${wire95.toFixed(1)} ms ` +
    `(${wire.length} events), slowest over median ${fairness.toFixed(2)}, ${errors.length} errors; ` +
    `over the bound: ${told(all)}; one person: ${told(one)}; ${overErrors.length} errors`;
  return { line, failures };
}

async function run(size: Size, without: string): Promise<Figures> {
  const cluster = await startCluster(root, {
    webs: 2,
    workers: 1,
    without,
    postgres: { track_commit_timestamp: "on" },
  });
  try {
    const figures = await measure(cluster, size);
    if (figures.failures.length > 0 && without === "") console.error(cluster.log());
    return figures;
  } finally {
    await cluster.stop();
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      chats: { type: "string" },
      turns: { type: "string", default: "3" },
      without: { type: "string", default: "" },
      short: { type: "boolean", default: false },
      controls: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const chats = Number(values.chats ?? (values.short ? 4 : 16));
  const turns = Number(values.turns);
  const known = PROTECTIONS.load.some((name) => name === values.without) || values.without === "";
  if (values.help || !known || ![chats, turns].every((n) => Number.isInteger(n) && n > 0)) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const { line, failures } = await run({ chats, turns, timed: !values.short }, values.without);
  for (const failure of [...new Set(failures)].slice(0, 12)) console.error(`  BROKEN ${failure}`);
  if (!values.controls) {
    console.log(line);
    return failures.length === 0 ? 0 : 1;
  }
  console.log("without bound, which must fail:");
  const args = [...process.execArgv, import.meta.filename, "--short", "--without", "bound"];
  const control = spawnSync(process.execPath, args, { stdio: "inherit" });
  console.log(`${line}, ${control.status === 1 ? 1 : 0} of 1 controls noticed`);
  return failures.length === 0 && control.status === 1 ? 0 : 1;
}

process.exit(await main());
