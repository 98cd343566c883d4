import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Cluster, startCluster } from "@/tests/cluster/cluster";
import { type Asker, newAsker, questionRound } from "@/tests/faults/question-round";
import { type Known, knownAnswers } from "@/tests/faults/questions";
import { broken, complain, newTally, type Tally } from "@/tests/faults/tally";
import { findPooler, startPooler } from "./pooler";

const HELP = `npm run test:machines -- [--people 9] [--direct] [--short]

Two web servers and three workers on one PostgreSQL, behind pgbouncer with transaction pooling where
the machine has one (--direct: without). People ask; one worker is killed in mid-answer, another is
asked to end while it writes, a web server is killed; nothing is started again, the others go on.
--short: fewer people, and only what takes no wait.`;

const root = path.resolve(import.meta.dirname, "../..");

type Team = { cluster: Cluster; known: Known[]; tally: Tally; askers: Asker[] };

/** Everybody asks once; `meanwhile` happens while they do. */
async function allAsk(team: Team, from: number, meanwhile: () => Promise<void>): Promise<void> {
  const { cluster, known, tally, askers } = team;
  await Promise.all([
    ...askers.map(async (asker, who) => {
      const question = known[(from + who) % known.length];
      const bases = who % 2 === 0 ? cluster.bases : cluster.bases.toReversed();
      if (question) await questionRound({ cluster, tally, asker, known: question, bases });
    }),
    meanwhile(),
  ]);
}

/** A worker that writes answers now. */
async function busyWorker(cluster: Cluster): Promise<Cluster["workers"][number] | undefined> {
  const { db } = await import("@/lib/server/db");
  for (let tries = 0; tries < 400; tries += 1) {
    const turn = await db().turn.findFirst({
      where: { state: "running", events: { some: {} } },
      select: { workerName: true },
    });
    const found = cluster.workers.find(({ name, pid }) => name === turn?.workerName && pid());
    if (found) return found;
    await sleep(10);
  }
  return undefined;
}

async function play(team: Team, short: boolean): Promise<string> {
  const { cluster, tally } = team;
  const { db } = await import("@/lib/server/db");
  for (let round = 0; round < 2; round += 1) await allAsk(team, round, async () => {});
  const rows = await db().turn.groupBy({ by: ["workerName"], _count: { id: true } });
  const shares = rows.map(({ workerName, _count }) => `${workerName} ${_count.id}`).sort();
  if (rows.length < 3) {
    tally.brokenOff += 1;
    complain(`the load was shared by ${rows.length} workers alone: ${shares.join(", ")}`);
  }
  let endMs = 0;
  await allAsk(team, 2, async () => {
    const worker = await busyWorker(cluster);
    endMs = (await worker?.end("SIGTERM")) ?? 0;
  });
  await allAsk(team, 3, async () => {
    const worker = await busyWorker(cluster);
    if (worker?.kill("SIGKILL")) tally.workerKills += 1;
  });
  if (!short)
    await allAsk(team, 4, async () => {
      await sleep(500);
      if (cluster.webs[0]?.kill("SIGKILL")) tally.webKills += 1;
    });
  tally.takenOver = await db().turn.count({ where: { handedBack: { gt: 0 } } });
  const open = await db().turn.count({ where: { state: { in: ["queued", "running"] } } });
  tally.stuck += open;
  return `shared as ${shares.join(", ")}; one asked to end did so in ${(endMs / 1000).toFixed(1)} s`;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      people: { type: "string" },
      direct: { type: "boolean", default: false },
      short: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const people = Number(values.people ?? (values.short ? 4 : 9));
  if (values.help || !Number.isInteger(people) || people < 1) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const program = values.direct ? null : findPooler();
  const cluster = await startCluster(root, {
    webs: 2,
    workers: 3,
    supervised: false,
    // One answer at a time each, so that all of them have to work.
    env: { TURN_CONCURRENCY: "1" },
    ...(program === null
      ? {}
      : { pooler: (direct: string, dataDir: string) => startPooler(program, direct, dataDir) }),
  });
  const tally = newTally();
  try {
    const known = await knownAnswers(cluster.bases, 5);
    const askers: Asker[] = [];
    for (let who = 0; who < people; who += 1)
      askers.push(await newAsker(cluster.bases[who % 2] ?? ""));
    const told = await play({ cluster, known, tally, askers }, values.short);
    const { answers, workerKills, webKills, takenOver, lost, doubled, stuck, brokenOff } = tally;
    const way = program === null ? "no pgbouncer" : "behind pgbouncer (transaction pooling)";
    console.log(
      `machines: 2 web servers, 3 workers, ${way}: ${answers} answers, ${told}; killed ${workerKills} workers, ${webKills} web servers, ` +
        `${takenOver} answers taken over, longest ${(tally.longestMs / 1000).toFixed(1)} s: ` +
        `${lost} lost, ${doubled} doubled, ${stuck} stuck, ${brokenOff} broken off`,
    );
    if (broken(tally) > 0) console.error(cluster.log());
    return broken(tally) === 0 ? 0 : 1;
  } catch (error) {
    console.error(error, cluster.log());
    return 1;
  } finally {
    await cluster.stop();
  }
}

process.exit(await main());
