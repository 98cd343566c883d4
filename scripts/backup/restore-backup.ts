import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { StartFailure } from "@/scripts/start/failure";
import { migrate, migrationNames } from "@/scripts/start/schema-engine";
import { insertRows, withoutLinks } from "./load-rows";
import { type Manifest, manifestSchema } from "./manifest";
import { copyPictures } from "./pictures";
import { sumOf, tablesOf } from "./tables";

type Options = { root: string; url: string; dataDir: string; from: string };

const AT_ONCE = 200;

function readManifest(from: string): Manifest {
  const file = path.join(from, "manifest.json");
  if (!existsSync(file)) throw new StartFailure(`${from} holds no manifest.json: it is no backup.`);
  const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new StartFailure(`${file} is not of a kind that this version reads.`);
  return parsed.data;
}

async function mustBeEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  if ((rows[0]?.count ?? 0) > 0)
    throw new StartFailure(
      "The database is not empty, and a restore overwrites nothing: name an empty one with DATABASE_URL, or a new DATA_DIR.",
    );
}

async function loadTable(client: pg.Client, table: string, file: string): Promise<void> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  let batch: string[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length < AT_ONCE) continue;
    await insertRows(client, table, batch);
    batch = [];
  }
  await insertRows(client, table, batch);
}

async function compare(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const [table, wanted] of Object.entries(manifest.tables)) {
    const got = await sumOf(client, table);
    if (got.rows !== wanted.rows || got.sum !== wanted.sum)
      throw new StartFailure(
        `The table ${table} has ${got.rows} rows and should have ${wanted.rows} with the same content: the backup is damaged. Nothing was restored.`,
      );
  }
}

/**
 * Brings a backup back into an empty database and data folder: the tables as they were, every row
 * compared, then the migrations made since, and the pictures.
 *
 * @throws StartFailure where the place is not empty, or the backup is damaged or of a newer version.
 */
export async function restoreBackup({ root, url, dataDir, from }: Options): Promise<Manifest> {
  const manifest = readManifest(from);
  const here = new Set(migrationNames(root));
  const newer = manifest.migrations.find((name) => !here.has(name));
  if (newer !== undefined)
    throw new StartFailure(
      `The backup is of a newer version of the app (${newer}): restore it with that.`,
    );
  const images = path.join(dataDir, "images");
  if (existsSync(images) && readdirSync(images).length > 0)
    throw new StartFailure(`${images} is not empty: choose a new DATA_DIR.`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await mustBeEmpty(client);
    await migrate(root, url, manifest.migrations.at(-1));
    await client.query("BEGIN");
    const known = new Set(await tablesOf(client));
    await withoutLinks(client, async () => {
      for (const table of Object.keys(manifest.tables)) {
        if (!known.has(table)) throw new StartFailure(`The backup has an unknown table, ${table}.`);
        await loadTable(client, table, path.join(from, "tables", `${table}.ndjson.gz`));
      }
    });
    await compare(client, manifest);
    const { rows } = await client.query<{ sha256: string }>("SELECT DISTINCT sha256 FROM image");
    const { missing } = copyPictures(
      from,
      dataDir,
      rows.map(({ sha256 }) => sha256),
    );
    if (missing.length > 0)
      throw new StartFailure(`${missing.length} pictures of the backup are missing or damaged.`);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
  await migrate(root, url);
  return manifest;
}
