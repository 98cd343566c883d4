import { createHash } from "node:crypto";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { parseSettings, type Settings } from "@/lib/server/env";
import { VlmError } from "@/lib/vlm/errors";
import { modelFolder, verifyModelFiles } from "@/lib/vlm/registry";
import { awaitWeb, awaitWorker } from "./start/await-ready";
import { buildIsFresh, buildWeb } from "./start/build";
import { keptSecret, prepareDataDir } from "./start/data-dir";
import { checkDatabase } from "./start/database-check";
import { StartFailure, sentenceFor } from "./start/failure";
import { fetchSamplesOnce } from "./start/fetch-samples-once";
import { generateClient } from "./start/generate-client";
import { takeDataDir } from "./start/only-one";
import { mustBeFree } from "./start/ports";
import { type EmbeddedPostgres, startPostgres } from "./start/postgres";
import { migrate } from "./start/schema-engine";
import { remark, step } from "./start/steps";
import { supervise } from "./start/supervise";

const OLDEST_NODE = [22, 12] as const;
const WATCH_MS = 1_000;
const LOG_LIMIT = 5 * 1024 * 1024;

/** What to undo, last first; filled as things start. */
const undo: (() => Promise<void> | void)[] = [];
let ending: Promise<void> | null = null;

function end(code: number): Promise<void> {
  ending ??= (async () => {
    for (const work of undo.reverse()) await Promise.resolve(work()).catch(() => {});
    process.exit(code);
  })();
  return ending;
}

function checkNode(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new StartFailure(
      `Node ${process.versions.node} is too old (${OLDEST_NODE.join(".")} is needed): start with npm start, which uses the one that npm install brought.`,
    );
  }
  return process.versions.node;
}

async function verifyModel(settings: Settings): Promise<string> {
  try {
    const { name, version } = await verifyModelFiles(modelFolder(settings.EVLF_MODEL_DIR));
    return `${name} ${version}`;
  } catch (error) {
    if (error instanceof VlmError) throw new StartFailure(error.person);
    throw error;
  }
}

/** Starts the embedded database unless one is given; answers the address. */
async function openDatabase(root: string, settings: Settings): Promise<string> {
  const given = settings.DATABASE_URL;
  if (given !== undefined) {
    await step("database", async (say) =>
      say(`PostgreSQL ${await checkDatabase(given, 3_000)}, given`),
    );
    return given;
  }
  const server = await step("database", async (say) => {
    const started = await startPostgres(root, settings.DATA_DIR);
    undo.push(() => started.stop());
    say(`PostgreSQL ${await checkDatabase(started.url, 20_000)}, embedded`);
    return started;
  });
  keepAlive(server);
  return server.url;
}

function keepAlive(server: EmbeddedPostgres): void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy || ending !== null) return;
    busy = true;
    server
      .revive()
      .then((revived) => revived && remark("database had ended; it runs again"))
      .catch((error: unknown) => remark(sentenceFor(error)))
      .finally(() => {
        busy = false;
      });
  }, WATCH_MS);
  undo.push(() => clearInterval(timer));
}

/** A log that grew too long starts anew. */
function logFile(dataDir: string, name: string): string {
  const file = path.join(dataDir, "logs", `${name}.log`);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) rmSync(file);
  return file;
}

/** The same at each start with this data, and no other's, also where machines share a database. */
function workerNameOf(dataDir: string): string {
  const key = createHash("sha256").update(dataDir).digest("hex").slice(0, 8);
  return `${hostname()}-${key}`.slice(-80);
}

async function main(root: string): Promise<void> {
  const settings = parseSettings(process.env);
  const { DATA_DIR, PORT, EVLF_TEST_UNSAFE } = settings;
  if (EVLF_TEST_UNSAFE !== undefined) {
    throw new StartFailure(
      `EVLF_TEST_UNSAFE switches the protection "${EVLF_TEST_UNSAFE}" off and is for tests alone: unset it.`,
    );
  }
  await step("machine", async (say) => {
    const node = checkNode();
    await mustBeFree(PORT);
    const free = prepareDataDir(DATA_DIR);
    undo.push(takeDataDir(DATA_DIR));
    say(`Node ${node}, port ${PORT}, ${Math.floor(free / 1e9)} GB free, data in ${DATA_DIR}`);
  });
  await step("model files", async (say) => say(await verifyModel(settings)));
  const url = await openDatabase(root, settings);
  const direct = settings.DATABASE_DIRECT_URL ?? url;
  const secret = settings.AUTH_SECRET ?? keptSecret(DATA_DIR, "auth-secret");
  writeFileSync(path.join(DATA_DIR, "database-url"), `${url}\n`, { mode: 0o600 });
  Object.assign(process.env, { DATABASE_URL: url, AUTH_SECRET: secret, DATA_DIR });

  await step("tables", async (say) => {
    // Before anything that imports the database client: on a fresh clone there is none.
    generateClient(root);
    const applied = await migrate(root, direct);
    const { installQueue } = await import("@/lib/server/turns/queue");
    await installQueue();
    say(applied.length === 0 ? "up to date" : `${applied.length} migrations applied`);
  });
  if (buildIsFresh(root)) await step("build", async (say) => say("up to date"));
  else await step("build", () => buildWeb(root, logFile(DATA_DIR, "build")));

  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(PORT),
  };
  const workerName = workerNameOf(DATA_DIR);
  const { reapTurns } = await import("@/lib/server/turns/reap-turns");
  const { removeWorker } = await import("@/lib/server/turns/worker-row");
  // A worker that was killed, now or with the last start, leaves turns for another to go on with.
  const bury = async (): Promise<void> => {
    await removeWorker(workerName);
    await reapTurns({ workerName });
  };
  await bury();
  const { closeDb } = await import("@/lib/server/db");
  undo.push(closeDb);
  const { closeQueue } = await import("@/lib/server/turns/queue");
  undo.push(closeQueue);
  const worker = supervise({
    name: "worker",
    args: ["--conditions=react-server", "--import", "tsx", path.join(root, "scripts/worker.ts")],
    cwd: root,
    env: { ...env, WORKER_NAME: workerName },
    logFile: logFile(DATA_DIR, "worker"),
    onDeath: bury,
    // Its own time for answers that run, and ten seconds to hand back the others.
    patienceMs: settings.STOP_GRACE_SECONDS * 1000 + 10_000,
  });
  undo.push(() => worker.stop());
  const web = supervise({
    name: "web server",
    args: [
      ...["--import", path.join(root, "scripts/start/peer-address.mjs")],
      ...[path.join(root, "node_modules/next/dist/bin/next"), "start", "-p", String(PORT)],
    ],
    cwd: root,
    env,
    logFile: logFile(DATA_DIR, "web"),
  });
  undo.push(() => web.stop());
  const wait = { port: PORT, patienceMs: 120_000 };
  await step("web server", async () => {
    await awaitWeb({ ...wait, child: web, logFile: logFile(DATA_DIR, "web") });
  });
  await step("worker", async (say) => {
    const { model } = await awaitWorker({
      ...wait,
      child: worker,
      logFile: logFile(DATA_DIR, "worker"),
    });
    say(`${model.name} ${model.version} is warm`);
  });
  process.stdout.write(`\nOpen http://localhost:${PORT}\n`);
  const { makeFirstAdminCode } = await import("@/lib/server/users/first-admin");
  const code = await makeFirstAdminCode();
  if (code !== null) {
    remark(
      `nobody runs this instance yet: on the account page, ${code} makes one account its admin`,
    );
  }
  undo.push(fetchSamplesOnce(root, DATA_DIR, logFile(DATA_DIR, "samples")));
}

/** npm that is told to end takes only the shell between us along: so the shell's end is ours. */
function endWithNpm(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => process.ppid !== parent && void end(0), 500);
  timer.unref();
}

endWithNpm();
process.on("SIGINT", () => void end(0));
process.on("SIGTERM", () => void end(0));
process.on("SIGHUP", () => void end(0));
main(process.cwd()).catch(async (error: unknown) => {
  if (ending !== null) return;
  process.stderr.write(`\n${sentenceFor(error)}\n`);
  await end(1);
});
