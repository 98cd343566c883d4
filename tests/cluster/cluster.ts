import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { TEST_DATA_MARK } from "@/lib/server/switched-off";
import { buildIsFresh, buildWeb } from "@/scripts/start/build";
import { prepareDataDir } from "@/scripts/start/data-dir";
import { generateClient } from "@/scripts/start/generate-client";
import { freeLoopbackPort } from "@/scripts/start/ports";
import { type EmbeddedPostgres, startPostgres } from "@/scripts/start/postgres";
import { migrate } from "@/scripts/start/schema-engine";
import { keepRunning, type Running } from "./process";

export type ClusterOptions = {
  webs: number;
  workers: number;
  /** A protection that is switched off, for a control that must fail. */
  without?: string;
  /** Whether a death is noticed at once, as `npm start` does, or by the other workers alone. */
  supervised?: boolean;
  /** Puts the data folder, database included, on a file system of this size. */
  diskMb?: number;
  /** What stands between the app and the database; answers the address that the app shall use. */
  pooler?: (direct: string, dataDir: string) => Promise<{ url: string; stop: () => void }>;
  env?: Record<string, string>;
  /** Settings of the database, made before it takes its first session. */
  postgres?: Record<string, string>;
};

export type Cluster = {
  /** Addresses of the web servers. */
  bases: string[];
  webs: Running[];
  workers: Running[];
  database: EmbeddedPostgres;
  dataDir: string;
  startWorker: (name: string, env?: Record<string, string>) => Running;
  /** Resolves when so many workers can answer. */
  warm: (count: number) => Promise<void>;
  log: () => string;
  stop: () => Promise<void>;
};

/** A folder for the data, on a file system of its own where a size is asked for. */
function makeDataDir(diskMb: number | undefined): { dataDir: string; remove: () => void } {
  const dataDir = mkdtempSync(path.join(tmpdir(), "evlf-cluster-"));
  const unmount = (): void => {
    if (diskMb !== undefined) spawnSync("umount", ["-l", dataDir]);
  };
  if (diskMb !== undefined) {
    const done = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${diskMb}m`, "tmpfs", dataDir]);
    if (done.status !== 0) throw new Error("no right to mount a small disk here");
  }
  chmodSync(dataDir, 0o711);
  return {
    dataDir,
    remove: () => {
      unmount();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The weights that are made on the first start are made once for all runs. */
function shareModelCache(root: string, dataDir: string): void {
  const shared = path.join(root, ".cache/test/model");
  mkdirSync(shared, { recursive: true });
  mkdirSync(path.join(dataDir, ".cache"), { recursive: true });
  symlinkSync(shared, path.join(dataDir, ".cache/model"));
}

async function setDatabase(
  database: EmbeddedPostgres,
  settings: Record<string, string>,
): Promise<void> {
  const names = Object.entries(settings);
  if (names.length === 0) return;
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const [name, value] of names) await client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
  await client.end();
  await database.stop();
  await database.revive();
}

async function until(what: string, ms: number, good: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + ms; ; await sleep(150)) {
    if (await good().catch(() => false)) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${ms / 1000} s`);
  }
}

/**
 * The app as it runs on several machines: web servers and workers of the production build, one
 * PostgreSQL, one data folder; each a process that a test may kill.
 */
export async function startCluster(root: string, options: ClusterOptions): Promise<Cluster> {
  const { dataDir, remove } = makeDataDir(options.diskMb);
  prepareDataDir(dataDir);
  writeFileSync(path.join(dataDir, TEST_DATA_MARK), "");
  shareModelCache(root, dataDir);
  generateClient(root);
  const database = await startPostgres(root, dataDir);
  await setDatabase(database, options.postgres ?? {});
  const pooler = await options.pooler?.(database.url, dataDir);
  Object.assign(process.env, {
    DATABASE_URL: pooler?.url ?? database.url,
    DATABASE_DIRECT_URL: pooler === undefined ? "" : database.url,
    DATA_DIR: dataDir,
    AUTH_SECRET: "a secret that only these tests use",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    EVLF_TEST_UNSAFE: options.without ?? "",
  });
  await migrate(root, database.url);
  const { closeQueue, installQueue } = await import("@/lib/server/turns/queue");
  const { closeDb, db } = await import("@/lib/server/db");
  const { reapTurns } = await import("@/lib/server/turns/reap-turns");
  const { removeWorker } = await import("@/lib/server/turns/worker-row");
  await installQueue();
  if (!buildIsFresh(root)) await buildWeb(root, path.join(dataDir, "logs/build.log"));

  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    TRUSTED_PROXIES: "1",
    // Its people are guests, and ask more than a guest may in a day.
    GUEST_TURNS: "1000000",
    GUEST_TURNS_PER_ADDRESS: "1000000",
    ...options.env,
  };
  // A log that has no room is another fault than a database that has none.
  const logs =
    options.diskMb === undefined
      ? path.join(dataDir, "logs")
      : mkdtempSync(path.join(tmpdir(), "evlf-cluster-logs-"));
  const logOf = (name: string): string => path.join(logs, `${name}.log`);
  const names: string[] = [];
  const start = (name: string, args: string[], more: Record<string, string>, bury: boolean) => {
    names.push(name);
    return keepRunning({
      name,
      args,
      cwd: root,
      env: { ...env, ...more },
      log: logOf(name),
      again: options.supervised ?? true,
      ...(bury
        ? {
            onDeath: async () => {
              await removeWorker(name);
              await reapTurns({ workerName: name });
            },
          }
        : {}),
    });
  };
  const startWorker = (name: string, more: Record<string, string> = {}): Running => {
    const args = ["--conditions=react-server", "--import", "tsx", "scripts/worker.ts"];
    const mine = { WORKER_NAME: name, ...more };
    return start(name, args, mine, options.supervised ?? true);
  };
  const bases: string[] = [];
  const webs: Running[] = [];
  for (let at = 1; at <= options.webs; at += 1) {
    const port = String(await freeLoopbackPort());
    const next = path.join(root, "node_modules/next/dist/bin/next");
    const peer = path.join(root, "scripts/start/peer-address.mjs");
    const args = ["--import", peer, next, "start", "-p", port, "-H", "127.0.0.1"];
    webs.push(start(`web-${at}`, args, { PORT: port }, false));
    bases.push(`http://127.0.0.1:${port}`);
  }
  const workers = Array.from({ length: options.workers }, (_, at) =>
    startWorker(`worker-${at + 1}`),
  );
  let ending = false;
  const keepDatabase = setInterval(() => {
    if (!ending) database.revive().catch(() => {});
  }, 500);
  const warm = async (count: number): Promise<void> => {
    await until(`${count} warm workers`, 240_000, async () => {
      const [row] = await db().$queryRaw<{ warm: number }[]>`
        SELECT count(*)::int AS warm FROM worker
        WHERE warm AND heartbeat_at > now() - interval '12 seconds'`;
      return (row?.warm ?? 0) >= count;
    });
  };
  const log = (): string =>
    names.map((name) => `${name}:\n${readFileSync(logOf(name), "utf8").slice(-1_500)}`).join("\n");
  const stop = async (): Promise<void> => {
    ending = true;
    clearInterval(keepDatabase);
    await Promise.all([...webs, ...workers].map((each) => each.end()));
    await Promise.allSettled([closeQueue(), closeDb()]);
    pooler?.stop();
    await database.stop();
    remove();
  };
  const cluster = { bases, webs, workers, database, dataDir, startWorker, warm, log, stop };
  try {
    for (const base of bases)
      await until(base, 120_000, async () => (await fetch(`${base}/api/health`)) !== null);
    await warm(options.workers);
  } catch (error) {
    console.error(log());
    await stop();
    throw error;
  }
  return cluster;
}
