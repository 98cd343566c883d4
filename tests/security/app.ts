import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { TEST_DATA_MARK } from "@/lib/server/switched-off";
import { buildIsFresh, buildWeb } from "@/scripts/start/build";
import { prepareDataDir } from "@/scripts/start/data-dir";
import { generateClient } from "@/scripts/start/generate-client";
import { freeLoopbackPort } from "@/scripts/start/ports";
import { startPostgres } from "@/scripts/start/postgres";
import { migrate } from "@/scripts/start/schema-engine";

export type App = {
  base: string;
  /** Starts the web server anew; with a protection's name, with that switched off. */
  restart: (without?: string) => Promise<void>;
  log: () => string;
  /** The web server's process, where it runs. */
  pid: () => number | undefined;
  stop: () => Promise<void>;
};

async function answers(base: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + 120_000; ; await sleep(200)) {
    if (child.exitCode !== null) throw new Error("the web server ended; see its log");
    const up = await fetch(`${base}/api/health`).catch(() => null);
    if (up !== null) return;
    if (Date.now() > end) throw new Error("the web server does not answer after two minutes");
  }
}

/**
 * The app as people meet it: a PostgreSQL and a data folder of its own, the production build and
 * Next's server on a free port. No worker runs, so that a question stays asked.
 */
export async function startApp(root: string): Promise<App> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "evlf-security-"));
  chmodSync(dataDir, 0o711);
  prepareDataDir(dataDir);
  writeFileSync(path.join(dataDir, TEST_DATA_MARK), "");
  generateClient(root);
  const database = await startPostgres(root, dataDir);
  const port = await freeLoopbackPort();
  const base = `http://127.0.0.1:${port}`;
  const log = path.join(dataDir, "logs/web.log");
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    AUTH_SECRET: "a secret that only the security tests use",
    LOG_LEVEL: "warn",
    // A provider that is set and does not answer: how it signs in, the browser tests check.
    OIDC_ISSUER: "http://127.0.0.1:9",
    OIDC_CLIENT_ID: "evlf",
    OIDC_CLIENT_SECRET: "a secret that only the security tests use",
  });
  await migrate(root, database.url);
  const { installQueue } = await import("@/lib/server/turns/queue");
  await installQueue();
  if (!buildIsFresh(root)) await buildWeb(root, path.join(dataDir, "logs/build.log"));

  let child: ChildProcess | null = null;
  const end = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await gone;
  };
  const restart = async (without = ""): Promise<void> => {
    await end();
    const out = openSync(log, "a", 0o600);
    const next = path.join(root, "node_modules/next/dist/bin/next");
    const peer = path.join(root, "scripts/start/peer-address.mjs");
    const args = ["--import", peer, next, "start", "-p", String(port), "-H", "127.0.0.1"];
    child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["ignore", out, out],
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        PORT: String(port),
        TRUSTED_PROXIES: "1",
        EVLF_TEST_UNSAFE: without,
      },
    });
    await answers(base, child);
  };
  return {
    base,
    restart,
    log: () => readFileSync(log, "utf8"),
    pid: () => (child?.exitCode === null ? child.pid : undefined),
    stop: async () => {
      await end();
      const { closeQueue } = await import("@/lib/server/turns/queue");
      const { closeDb } = await import("@/lib/server/db");
      await Promise.allSettled([closeQueue(), closeDb()]);
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
