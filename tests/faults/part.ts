import path from "node:path";
import { type Cluster, startCluster } from "@/tests/cluster/cluster";
import { chances } from "./chance";
import { disconnect } from "./disconnects";
import type { Faults } from "./faults";
import { fillDisk } from "./full-disk";
import { freezeWorker, killDatabase, killWebs, killWorkers } from "./kills";
import { knownAnswers } from "./questions";
import { complain, newTally, type Tally } from "./tally";
import { updateAll } from "./update";

export type Size = { disconnects: number; kills: number; seed: number; short: boolean };
export type Part = { kind: "faults"; size: Size; without: string } | { kind: "disk" };
export type PartResult = { tally: Tally /** Why it could not be tried. */; why: string | null };

const root = path.resolve(import.meta.dirname, "../..");

async function timed(name: string, work: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await work();
  console.log(`  ${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

/** What no reader saw: turns that nobody works on, messages without a turn. */
async function checkDatabase(tally: Tally): Promise<void> {
  const { db } = await import("@/lib/server/db");
  const open = await db().turn.count({ where: { state: { in: ["queued", "running"] } } });
  tally.stuck += open;
  if (open > 0) complain(`${open} turns are left in the queue or running`);
  const [row] = await db().$queryRaw<{ questions: number; turns: number; several: number }[]>`
    SELECT (SELECT count(*)::int FROM message WHERE role = 'user') AS questions,
      (SELECT count(*)::int FROM turn) AS turns,
      (SELECT count(*)::int FROM (SELECT question_id FROM turn GROUP BY 1 HAVING count(*) > 1) AS t)
        AS several`;
  if (row === undefined || row.questions === row.turns) return;
  tally.lost += Math.max(0, row.questions - row.turns);
  tally.doubled += row.several;
  complain(`${row.questions} questions have ${row.turns} turns`);
}

async function runFaults(size: Size, without: string): Promise<Tally> {
  const tally = newTally();
  const cluster: Cluster = await startCluster(root, { webs: 2, workers: 2, without });
  try {
    const known = await knownAnswers(cluster.bases, size.short ? 4 : 8);
    const faults: Faults = { cluster, tally, known, chance: chances(size.seed) };
    await timed("disconnects", () => disconnect(faults, size.disconnects));
    await timed("workers killed", () => killWorkers(faults, size.kills));
    if (without === "") {
      await timed("web servers killed", () => killWebs(faults, size.kills));
      await timed("database killed", () => killDatabase(faults, Math.ceil(size.kills / 10)));
      await timed("updated", () => updateAll(faults, root));
      if (!size.short) await timed("worker frozen", () => freezeWorker(faults));
    }
    await checkDatabase(tally);
  } catch (error) {
    console.error(error, `\nthe logs end:\n${cluster.log()}`);
    tally.stuck += 1;
  } finally {
    await cluster.stop();
  }
  return tally;
}

async function main(part: Part): Promise<PartResult> {
  if (part.kind === "faults") return { tally: await runFaults(part.size, part.without), why: null };
  const tally = newTally();
  return { tally, why: await fillDisk(root, tally) };
}

// Started by run.ts, one process a part.
const result = await main(JSON.parse(process.argv[2] ?? "") as Part);
process.send?.(result);
process.once("disconnect", () => process.exit(0));
process.disconnect?.();
