import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { createGzip } from "node:zlib";
import pg from "pg";
import { StartFailure } from "@/scripts/start/failure";
import type { Manifest } from "./manifest";
import { copyPictures } from "./pictures";
import { appliedMigrations, quoted, sumOf, tablesOf } from "./tables";

type Options = { url: string; dataDir: string; target: string; app: string };

const AT_ONCE = 200;
const TRIES = 3;

/** Writes a table's rows, one JSON object a line, as the database writes them. */
async function writeTable(client: pg.Client, table: string, file: string): Promise<void> {
  const handle = await open(file, "w", 0o600);
  const zip = createGzip();
  const written = new Promise<void>((resolve, reject) => {
    const out = handle.createWriteStream();
    out.once("finish", () => resolve());
    out.once("error", reject);
    zip.once("error", reject);
    zip.pipe(out);
  });
  await client.query(
    `DECLARE backup CURSOR FOR SELECT to_jsonb(t)::text AS row FROM ${quoted(table)} AS t`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${AT_ONCE} FROM backup`);
    if (rows.length === 0) break;
    if (!zip.write(rows.map(({ row }) => `${row}\n`).join("")))
      await Promise.race([new Promise((resolve) => zip.once("drain", resolve)), written]);
  }
  await client.query("CLOSE backup");
  zip.end();
  await written;
}

async function attempt(options: Options, half: string): Promise<Manifest | null> {
  const { url, dataDir, app } = options;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // One picture of all tables at one moment, while people go on asking.
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const migrations = await appliedMigrations(client);
    if (migrations.length === 0)
      throw new StartFailure("This database holds no tables of the app: there is nothing to keep.");
    const tables: Manifest["tables"] = {};
    for (const table of await tablesOf(client)) {
      await writeTable(client, table, path.join(half, "tables", `${table}.ndjson.gz`));
      tables[table] = await sumOf(client, table);
    }
    const { rows } = await client.query<{ sha256: string }>(
      "SELECT DISTINCT sha256 FROM image ORDER BY 1",
    );
    const hashes = rows.map(({ sha256 }) => sha256);
    const { bytes, missing } = copyPictures(dataDir, half, hashes);
    await client.query("COMMIT");
    if (missing.length > 0) {
      const { rows: still } = await client.query<{ sha256: string }>(
        "SELECT DISTINCT sha256 FROM image WHERE sha256 = ANY($1)",
        [missing],
      );
      if (still.length > 0)
        throw new StartFailure(
          `${still.length} pictures are not in ${dataDir} or are damaged, the first is ${still[0]?.sha256}.`,
        );
      // Somebody deleted them since the tables were read.
      return null;
    }
    const pictures = { files: hashes.length, bytes };
    return { format: 1, made: new Date().toISOString(), app, migrations, tables, pictures };
  } finally {
    await client.end();
  }
}

/**
 * Writes everything that people have here (rows of one moment, and the pictures they name) into the
 * folder `target`, which is there when it is whole. The app may run meanwhile.
 *
 * @throws StartFailure when the folder exists, or a picture is missing.
 */
export async function makeBackup(options: Options): Promise<Manifest> {
  const { target } = options;
  if (existsSync(target))
    throw new StartFailure(`${target} is there already: choose another place.`);
  const half = `${target}.part`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    rmSync(half, { recursive: true, force: true });
    mkdirSync(path.join(half, "tables"), { recursive: true, mode: 0o700 });
    const manifest = await attempt(options, half);
    if (manifest === null) continue;
    writeFileSync(path.join(half, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
    });
    renameSync(half, target);
    return manifest;
  }
  throw new StartFailure(
    "Pictures were deleted while they were copied, again and again. Try again.",
  );
}
