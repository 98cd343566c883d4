import "server-only";
import type { ModelsPage, Speed, WorkerRow } from "@/lib/contracts/admin";
import { modelFolder, readModelCard } from "@/lib/vlm/registry";
import { db } from "../db";
import { env } from "../env";

const MOST_WORKERS = 100;

function onDisk(): ModelsPage["model"] {
  try {
    const { name, version, files } = readModelCard(modelFolder(env().EVLF_MODEL_DIR));
    return { name, version, files: Object.values(files).filter((file) => file !== undefined) };
  } catch {
    return null;
  }
}

async function workers(): Promise<WorkerRow[]> {
  const rows = await db().worker.findMany({
    where: { heartbeatAt: { gt: new Date(Date.now() - 20_000) } },
    orderBy: { startedAt: "asc" },
    take: MOST_WORKERS,
  });
  return rows.map(({ modelName, modelVersion, startedAt, heartbeatAt: _, ...row }) => ({
    ...row,
    model: modelName === null ? null : `${modelName} ${modelVersion ?? ""}`.trim(),
    startedAt: startedAt.toISOString(),
  }));
}

type Row = { answers: number; wait50: number; wait95: number; run50: number; run95: number };

async function speed(): Promise<Speed> {
  const [row] = await db().$queryRaw<Row[]>`
    SELECT count(*)::int AS answers,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - queued_at)) AS wait50,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - queued_at)) AS wait95,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at)) AS run50,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at)) AS run95
    FROM turn
    WHERE ended_at > now() - interval '1 day' AND started_at IS NOT NULL AND state = 'done'`;
  if (row === undefined || row.answers === 0) return { answers: 0, wait: null, answer: null };
  const { answers, wait50, wait95, run50, run95 } = row;
  return {
    answers,
    wait: { median: Math.max(0, wait50), p95: Math.max(0, wait95) },
    answer: { median: run50, p95: run95 },
  };
}

/** The model on this machine with its files' hashes, the workers that run, and how fast they are. */
export async function readModels(): Promise<ModelsPage> {
  return { model: onDisk(), workers: await workers(), speed: await speed() };
}
