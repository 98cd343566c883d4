import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { keptSecret } from "./data-dir";
import { StartFailure } from "./failure";
import { freeLoopbackPort, listening } from "./ports";
import { choosePlace, type Place } from "./postgres-place";

export type EmbeddedPostgres = {
  url: string;
  /** Ends the server, within ten seconds; resolves when its process is gone. */
  stop(): Promise<void>;
  /** Starts it again on the same port if it died; resolves with whether it had. */
  revive(): Promise<boolean>;
};

const environment = (home: string): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  PATH: process.env.PATH,
  LC_ALL: "C",
  HOME: home,
});

function initialise(place: Place, data: string, password: string): void {
  const passwordFile = path.join(place.home, "first-password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.user !== null) chownSync(passwordFile, place.user.uid, place.user.gid);
  const run = spawnSync(
    path.join(place.binaries, "bin/initdb"),
    [
      ...["-D", data, "-U", "app", "-A", "scram-sha-256", "--pwfile", passwordFile],
      ...["-E", "UTF8", "--locale=C.UTF-8"],
    ],
    { ...(place.user ?? {}), cwd: "/", encoding: "utf8", env: environment(place.home) },
  );
  if (run.status === 0) return;
  const said = `${run.stdout}${run.stderr}`;
  if (said.includes("No space left")) {
    throw new StartFailure("The disk is full: the database could not be made. Free some space.");
  }
  const last = said.trim().split("\n").at(-1) ?? String(run.error);
  throw new StartFailure(`The embedded database could not be made: ${last}`);
}

/** A killed process that nobody reaped still answers signals: it counts as gone. */
function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/, ""));
  } catch {
    return false;
  }
}

/** The pid of the server that the data folder says it belongs to, if that process lives. */
function postmaster(data: string): number | null {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  try {
    process.kill(pid, 0);
    return isZombie(pid) ? null : pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? pid : null;
  }
}

async function until(condition: () => Promise<boolean> | boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) {
    if (await condition()) return true;
  }
  return false;
}

/** Whether the server takes sessions: its port answers before it has finished starting up. */
async function takesSessions(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // What is neither "starting up" nor a refused connection is for the first real query to tell.
    const code = (error as { code?: string }).code;
    return code !== "57P03" && code !== "ECONNREFUSED";
  }
}

const lastLogLine = (log: string): string =>
  readFileSync(log, "utf8").trim().split("\n").at(-1) ?? "its log is empty";

/**
 * Starts the PostgreSQL that npm installed, with its files under DATA_DIR (or where
 * choosePlace put them), listening only on 127.0.0.1. A server left behind by a start that was
 * killed is taken over. The server is its own process group: Ctrl-C reaches it only through stop().
 *
 * @throws StartFailure with one sentence when it can't be made or started.
 */
export async function startPostgres(root: string, dataDir: string): Promise<EmbeddedPostgres> {
  const place = choosePlace(root, dataDir);
  const data = path.join(place.home, "data");
  const log = path.join(dataDir, "logs/postgres.log");
  const password = keptSecret(dataDir, "postgres-password");
  if (!existsSync(path.join(data, "PG_VERSION"))) initialise(place, data, password);
  let child: ChildProcess | null = null;

  const portNote = path.join(dataDir, "postgres-port");
  const keptPort = existsSync(portNote) ? Number(readFileSync(portNote, "utf8")) : 0;
  const adopted = postmaster(data) !== null && keptPort > 0 && (await listening(keptPort));
  const port =
    keptPort > 0 && (adopted || !(await listening(keptPort))) ? keptPort : await freeLoopbackPort();
  writeFileSync(portNote, String(port));
  const url = `postgres://app:${password}@127.0.0.1:${port}/postgres`;

  const launch = async (): Promise<void> => {
    const out = openSync(log, "a", 0o600);
    child = spawn(
      path.join(place.binaries, "bin/postgres"),
      [
        ...["-D", data, "-p", String(port), "-k", ""],
        ...["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60"],
      ],
      {
        ...(place.user ?? {}),
        cwd: "/",
        detached: true,
        stdio: ["ignore", out, out],
        env: environment(place.home),
      },
    );
    let ended = false;
    child.once("exit", () => {
      ended = true;
    });
    const ready = async () => ended || ((await listening(port)) && (await takesSessions(url)));
    const up = await until(ready, 60_000);
    if (!up || ended) {
      throw new StartFailure(
        `The embedded database did not start: ${lastLogLine(log)} (log: ${log})`,
      );
    }
  };

  if (!adopted) {
    // A killed server's last process may still hold the folder for a moment.
    await until(() => postmaster(data) === null, 5_000);
    await launch();
  }
  return {
    url,
    revive: async () => {
      if (await listening(port)) return false;
      await until(() => postmaster(data) === null, 5_000);
      await launch();
      return true;
    },
    stop: async () => {
      const pid = postmaster(data);
      if (pid === null) return;
      process.kill(pid, "SIGINT");
      if (!(await until(() => postmaster(data) === null, 8_000))) process.kill(pid, "SIGQUIT");
      await until(() => postmaster(data) === null, 2_000);
    },
  };
}
