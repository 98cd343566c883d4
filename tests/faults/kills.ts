import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "./faults";
import { type Asker, newAsker, questionRound } from "./question-round";

const LONGEST_MS = 1_800;
const FROZEN_MS = 17_000;
/** Within this a killed database is there again. */
const BACK_MS = 30_000;

/** Who runs this turn now, and how often it went from one worker to another; asked again of a database that was killed. */
async function turnNow(turnId: string) {
  const { db } = await import("@/lib/server/db");
  const { isDatabaseDown } = await import("@/lib/server/database-errors");
  for (let left = BACK_MS / 500; ; left -= 1) {
    try {
      return await db().turn.findUniqueOrThrow({
        where: { id: turnId },
        select: { workerName: true, state: true, handedBack: true },
      });
    } catch (error) {
      if (left <= 0 || !isDatabaseDown(error)) throw error;
      await sleep(500);
    }
  }
}

/** Two people ask at once; `strike` comes a random while after one of them asked. */
export async function twoAsk(
  { cluster, tally, known, chance }: Faults,
  askers: Asker[],
  strike: (turnId: string) => Promise<void>,
): Promise<void> {
  const asked: string[] = [];
  let struck: Promise<void> | null = null;
  const onAsked = (turnId: string): void => {
    asked.push(turnId);
    struck ??= sleep(chance() * LONGEST_MS).then(() => strike(turnId));
  };
  const pick = () => known[Math.floor(chance() * known.length)] ?? known[0];
  await Promise.all(
    askers.map(async (asker) => {
      const question = pick();
      if (question) await questionRound({ cluster, tally, asker, known: question, onAsked });
    }),
  );
  await struck;
  for (const turnId of asked) if ((await turnNow(turnId)).handedBack > 0) tally.takenOver += 1;
}

export const twoAskers = async ({ cluster }: Faults): Promise<Asker[]> => [
  await newAsker(cluster.bases[0] ?? ""),
  await newAsker(cluster.bases.at(-1) ?? ""),
];

/** kill -9 of the worker that writes the answer, or of any where nobody has taken it yet. */
export async function killWorkers(faults: Faults, times: number): Promise<void> {
  const { cluster, tally, chance } = faults;
  const askers = await twoAskers(faults);
  while (tally.workerKills < times) {
    await twoAsk(faults, askers, async (turnId) => {
      const { workerName } = await turnNow(turnId);
      const any = cluster.workers[Math.floor(chance() * cluster.workers.length)];
      const worker = cluster.workers.find(({ name }) => name === workerName) ?? any;
      if (worker?.kill("SIGKILL")) tally.workerKills += 1;
    });
  }
}

/** kill -9 of a web server while answers are read from it and questions come to it. */
export async function killWebs(faults: Faults, times: number): Promise<void> {
  const { cluster, tally } = faults;
  const askers = await twoAskers(faults);
  while (tally.webKills < times) {
    await twoAsk(faults, askers, async () => {
      const web = cluster.webs[tally.webKills % cluster.webs.length];
      if (web?.kill("SIGKILL")) tally.webKills += 1;
    });
    // One that never comes up again would leave nobody to ask.
    await sleep(300);
  }
}

/** kill -9 of PostgreSQL itself. */
export async function killDatabase(faults: Faults, times: number): Promise<void> {
  const { cluster, tally } = faults;
  const askers = await twoAskers(faults);
  const home = readFileSync(path.join(cluster.dataDir, "postgres-home"), "utf8").trim();
  while (tally.databaseKills < times) {
    let pid = 0;
    await twoAsk(faults, askers, async () => {
      const file = readFileSync(path.join(home, "data/postmaster.pid"), "utf8");
      pid = Number(file.split("\n")[0]);
      process.kill(pid, "SIGKILL");
      tally.databaseKills += 1;
    });
  }
}

/** A worker that stands still for so long that another goes on with its answer, and then wakes up. */
export async function freezeWorker(faults: Faults): Promise<void> {
  const { cluster } = faults;
  const askers = await twoAskers(faults);
  await twoAsk(faults, askers, async (turnId) => {
    const { workerName } = await turnNow(turnId);
    const worker = cluster.workers.find(({ name }) => name === workerName) ?? cluster.workers[0];
    worker?.kill("SIGSTOP");
    await sleep(FROZEN_MS);
    worker?.kill("SIGCONT");
    await sleep(1_000);
  });
}
