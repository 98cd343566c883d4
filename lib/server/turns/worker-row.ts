import "server-only";
import { db } from "../db";

type Report = {
  name: string;
  warm: boolean;
  problem: string | null;
  modelName: string | null;
  modelVersion: string | null;
  /** What its encoders run on, and how fast it wrote alone at its start; left out while it loads. */
  backend?: string | null;
  tokensPerSecond?: number | null;
  /** Answers that it writes at once. */
  slots?: number;
};

/** Writes that this worker lives, whether it can answer, and what it counted. */
export async function reportWorker(report: Report, counted: unknown = null): Promise<void> {
  const figures = counted === null ? null : JSON.stringify(counted);
  const { name, warm, problem, modelName, modelVersion } = report;
  const { backend = null, tokensPerSecond = null, slots = 1 } = report;
  await db().$executeRaw`
    INSERT INTO worker (name, started_at, heartbeat_at, warm, problem, model_name, model_version,
      backend, tokens_per_second, slots, metrics)
    VALUES (${name}, now(), now(), ${warm}, ${problem}, ${modelName}, ${modelVersion},
      ${backend}, ${tokensPerSecond}, ${slots}, ${figures}::jsonb)
    ON CONFLICT (name) DO UPDATE SET heartbeat_at = now(), warm = ${warm}, problem = ${problem},
      model_name = ${modelName}, model_version = ${modelVersion}, backend = ${backend},
      tokens_per_second = ${tokensPerSecond}, slots = ${slots}, metrics = ${figures}::jsonb`;
}

/** Takes the row away: this worker is gone. */
export async function removeWorker(name: string): Promise<void> {
  await db().worker.deleteMany({ where: { name } });
}

/** Workers heard of in the last 20 seconds, warm ones first. */
export async function liveWorkers(): Promise<Omit<Report, never>[]> {
  return await db().$queryRaw<Report[]>`
    SELECT name, warm, problem, model_name AS "modelName", model_version AS "modelVersion"
    FROM worker WHERE heartbeat_at > now() - interval '20 seconds' ORDER BY warm DESC, started_at`;
}
