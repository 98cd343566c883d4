import "server-only";
import { AggregatorRegistry, Gauge, Registry } from "prom-client";
import { db } from "../db";
import { MOST_OF_ALL } from "../turns/queue-bounds";
import { metrics } from "./metrics";

type Kept = { name: string; warm: boolean; metrics: unknown };

function gauge(registry: Registry, name: string, help: string, value: number): void {
  new Gauge({ name, help, registers: [registry] }).set(value);
}

/** What the whole instance is at now, read from the database: the same from every web server. */
async function shared(): Promise<{ registry: Registry; workers: Kept[] }> {
  const registry = new Registry();
  const [row] = await db().$queryRaw<
    { queued: number; running: number; oldest: number; pictures: number; bytes: number }[]
  >`
    SELECT count(*) FILTER (WHERE state = 'queued')::int AS queued,
      count(*) FILTER (WHERE state = 'running')::int AS running,
      coalesce(extract(epoch FROM now() - min(queued_at) FILTER (WHERE state = 'queued')), 0)::float8
        AS oldest,
      (SELECT count(*)::int FROM image) AS pictures,
      (SELECT coalesce(sum(bytes), 0)::float8 FROM (SELECT DISTINCT sha256, bytes FROM image) AS file)
        AS bytes
    FROM turn WHERE state IN ('queued', 'running')`;
  const workers = await db().$queryRaw<Kept[]>`
    SELECT name, warm, metrics FROM worker WHERE heartbeat_at > now() - interval '20 seconds'`;
  gauge(registry, "evlf_queue_waiting", "Questions that wait", row?.queued ?? 0);
  gauge(registry, "evlf_queue_running", "Answers under way", row?.running ?? 0);
  gauge(registry, "evlf_queue_bound", "Questions that may wait and run at once", MOST_OF_ALL);
  gauge(registry, "evlf_queue_oldest_seconds", "How long the oldest has waited", row?.oldest ?? 0);
  gauge(registry, "evlf_pictures", "Pictures kept, one for each person", row?.pictures ?? 0);
  gauge(registry, "evlf_picture_bytes", "Bytes of the pictures' files", row?.bytes ?? 0);
  const warm = workers.filter((worker) => worker.warm).length;
  gauge(registry, "evlf_workers", "Workers that live", workers.length);
  gauge(registry, "evlf_workers_warm", "Workers that can answer", warm);
  return { registry, workers };
}

type Counted = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** The same figures with the name of the process that counted them on each. */
const labelled = (counted: Counted, name: string): Counted =>
  counted.map((metric) => ({
    ...metric,
    values: metric.values.map((value) => ({
      ...value,
      labels: { ...value.labels, process: name },
    })),
  })) as Counted;

/**
 * The figures in Prometheus's text form: what this web server counted, what every living worker
 * counted (as it last reported, every three seconds), and what the database tells of the queue.
 */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  const { registry, workers } = await shared();
  const own = labelled(await metrics().registry.getMetricsAsJSON(), `web-${process.pid}`);
  const theirs = workers.flatMap(({ name, metrics: counted }) =>
    Array.isArray(counted) ? [labelled(counted as Counted, name)] : [],
  );
  const joined = AggregatorRegistry.aggregate([own, ...theirs] as unknown as Parameters<
    typeof AggregatorRegistry.aggregate
  >[0]);
  const text = `${await registry.metrics()}\n${await joined.metrics()}`;
  return { text, contentType: registry.contentType };
}
