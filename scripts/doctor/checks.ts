import { accessSync, constants, existsSync, readFileSync, statfsSync } from "node:fs";
import { freemem, totalmem } from "node:os";
import path from "node:path";
import pg from "pg";
import { parseSettings, type Settings } from "@/lib/server/env";
import { VlmError } from "@/lib/vlm/errors";
import { modelFolder, verifyModelFiles } from "@/lib/vlm/registry";
import { appliedMigrations } from "@/scripts/backup/tables";
import { checkDatabase } from "@/scripts/start/database-check";
import { sentenceFor } from "@/scripts/start/failure";
import { listening } from "@/scripts/start/ports";
import { migrationNames } from "@/scripts/start/schema-engine";

/** `well`: nothing to do. `note`: it runs, and this is worth knowing. `ill`: it would not run well. */
export type Finding = { state: "well" | "note" | "ill"; what: string; words: string };

const found = (state: Finding["state"], what: string, words: string): Finding => ({
  state,
  what,
  words,
});

const OLDEST_NODE = 22.12;
const MIB = 1024 * 1024;
/** What a start needs, and what a day of pictures may take beside it. */
const LEAST_DISK = 450 * MIB;
const GOOD_DISK = 2048 * MIB;
/** A worker and a web server under load. */
const LEAST_MEMORY = 1024 * MIB;
const GOOD_MEMORY = 2048 * MIB;

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major + minor / 100 < OLDEST_NODE
    ? found(
        "ill",
        "Node",
        `${version} is too old; ${OLDEST_NODE} or newer is needed. npm install brings one: start with npm.`,
      )
    : found("well", "Node", version);
}

export function checkMemory(total = totalmem(), free = freemem()): Finding {
  const words = `${Math.round(total / MIB)} MB, ${Math.round(free / MIB)} MB of them free`;
  if (total < LEAST_MEMORY)
    return found(
      "ill",
      "memory",
      `${words}. The model and the web server need ${LEAST_MEMORY / MIB} MB.`,
    );
  if (free < GOOD_MEMORY)
    return found(
      "note",
      "memory",
      `${words}. Under ${GOOD_MEMORY / MIB} MB free, answers may be slow.`,
    );
  return found("well", "memory", words);
}

export function checkDisk(dataDir: string): Finding {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== path.dirname(folder)) folder = path.dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return found(
      "ill",
      "disk",
      `${dataDir} cannot be written. Choose another folder with DATA_DIR.`,
    );
  }
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const words = `${Math.floor(free / MIB)} MB free in ${dataDir}`;
  if (free < LEAST_DISK)
    return found("ill", "disk", `${words}; ${LEAST_DISK / MIB} MB are needed. Free some space.`);
  if (free < GOOD_DISK) return found("note", "disk", `${words}. That is not much for pictures.`);
  return found("well", "disk", words);
}

export async function checkModel(settings: Settings): Promise<Finding> {
  const folder = modelFolder(settings.EVLF_MODEL_DIR);
  try {
    const { name, version, files } = await verifyModelFiles(folder);
    return found(
      "well",
      "model",
      `${name} ${version}, ${Object.keys(files).length} files as model.json says`,
    );
  } catch (error) {
    return found("ill", "model", error instanceof VlmError ? error.person : sentenceFor(error));
  }
}

/** The database of the settings, or the one that `npm start` runs with this data. */
function addressOf(settings: Settings): string | null {
  const given = settings.DATABASE_DIRECT_URL ?? settings.DATABASE_URL;
  if (given !== undefined) return given;
  const kept = path.join(settings.DATA_DIR, "database-url");
  return existsSync(kept) ? readFileSync(kept, "utf8").trim() : null;
}

async function checkTables(root: string, url: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const applied = new Set(await appliedMigrations(client));
    const all = migrationNames(root);
    const newer = [...applied].filter((name) => !all.includes(name));
    const missing = all.filter((name) => !applied.has(name));
    if (newer.length > 0)
      return [
        found(
          "ill",
          "tables",
          `they are of a newer version of the app (${newer.at(-1)}). Use that version.`,
        ),
      ];
    if (applied.size === 0) return [found("note", "tables", "none yet; npm start makes them")];
    if (missing.length > 0)
      return [
        found("note", "tables", `${missing.length} migrations are missing; npm start applies them`),
      ];
    const { rows } = await client.query<{ warm: number; waiting: number }>(
      `SELECT (SELECT count(*)::int FROM worker WHERE warm AND heartbeat_at > now() - interval '20 seconds') AS warm,
         (SELECT count(*)::int FROM turn WHERE state = 'queued') AS waiting`,
    );
    const { warm = 0, waiting = 0 } = rows[0] ?? {};
    const workers = `${warm} can answer, ${waiting} questions wait`;
    return [
      found("well", "tables", `up to date, ${all.length} migrations`),
      found(warm > 0 ? "well" : "note", "workers", warm > 0 ? workers : `none runs. ${workers}.`),
    ];
  } finally {
    await client.end();
  }
}

export async function checkData(root: string, settings: Settings): Promise<Finding[]> {
  const url = addressOf(settings);
  if (url === null)
    return [found("note", "database", "none yet; npm start makes one, or set DATABASE_URL")];
  try {
    const version = await checkDatabase(url);
    return [found("well", "database", `PostgreSQL ${version}`), ...(await checkTables(root, url))];
  } catch (error) {
    const embedded = settings.DATABASE_URL === undefined;
    return [
      embedded
        ? found("note", "database", "the embedded one does not run; npm start starts it")
        : found("ill", "database", sentenceFor(error)),
    ];
  }
}

export async function checkWeb(settings: Settings): Promise<Finding> {
  const { PORT } = settings;
  if (!(await listening(PORT)))
    return found("note", "web server", `nothing listens on port ${PORT}`);
  try {
    const response = await fetch(`http://127.0.0.1:${PORT}/api/health`, {
      signal: AbortSignal.timeout(5_000),
    });
    const health = (await response.json()) as { ready?: boolean; missing?: string[] };
    if (health.ready === undefined) throw new Error("something else");
    return health.ready
      ? found("well", "web server", `answers on port ${PORT}`)
      : found("ill", "web server", `${health.missing?.join(" ") ?? ""} (port ${PORT})`);
  } catch {
    return found(
      "ill",
      "web server",
      `port ${PORT} is in use by another program; choose another with PORT`,
    );
  }
}

/** All findings, in the order in which a start would come across them. */
export async function examine(root: string, source: NodeJS.ProcessEnv): Promise<Finding[]> {
  let settings: Settings;
  try {
    settings = parseSettings(source);
  } catch (error) {
    return [
      checkNode(),
      found("ill", "settings", error instanceof Error ? error.message : "unreadable"),
    ];
  }
  return [
    checkNode(),
    found("well", "settings", "every value can be read"),
    checkMemory(),
    checkDisk(settings.DATA_DIR),
    await checkModel(settings),
    ...(await checkData(root, settings)),
    await checkWeb(settings),
  ];
}
