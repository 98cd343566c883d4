import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { prepareDataDir } from "@/scripts/start/data-dir";
import { schemaDrift } from "@/scripts/start/schema-engine";
import { withDatabase } from "@/tests/server/database";
import { newPerson, storeChat } from "@/tests/server/history";
import { ask } from "@/tests/server/turns";
import { makeBackup } from "./make-backup";
import { restoreBackup } from "./restore-backup";
import { sumOf, tablesOf } from "./tables";

withDatabase();

const root = path.resolve(import.meta.dirname, "../..");
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "evlf-backup-"));
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return await work(client).finally(() => client.end());
}

const urlNow = (): string => process.env.DATABASE_URL ?? "";
const dirNow = (): string => process.env.DATA_DIR ?? "";

/** Another, empty database on the same server, and a data folder for it. */
async function emptyPlace(name: string): Promise<{ url: string; dataDir: string }> {
  await connected(urlNow(), (client) => client.query(`CREATE DATABASE ${name}`));
  const url = new URL(urlNow());
  url.pathname = `/${name}`;
  const dataDir = newFolder();
  prepareDataDir(dataDir);
  return { url: url.toString(), dataDir };
}

const everything = (url: string) =>
  connected(url, async (client) => {
    const tables = await tablesOf(client);
    const sums: [string, unknown][] = [];
    for (const table of tables) sums.push([table, await sumOf(client, table)]);
    return sums;
  });

/** People with chats, a picture, an answer that waits, and what the audit tells of it. */
async function fill(): Promise<string> {
  const { storeImage } = await import("@/tests/server/store-image");
  const userId = await newPerson();
  await storeChat({ userId, question: `Is this "ä\\b" — 'fine'?\n\t{"a":1}` });
  const background = { r: 10, g: 200, b: 30 };
  const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
  await storeImage({ userId, bytes });
  await ask("Waits for an answer.");
  const { db } = await import("@/lib/server/db");
  return (await db().image.findFirstOrThrow({ where: { userId } })).sha256;
}

describe("a backup", () => {
  test("brought back into an empty place is the same, row by row and picture by picture", async () => {
    const sha256 = await fill();
    const target = path.join(newFolder(), "kept");
    const manifest = await makeBackup({ url: urlNow(), dataDir: dirNow(), target, app: "test" });
    expect(manifest.pictures.files).toBe(1);
    const place = await emptyPlace("restored");
    await restoreBackup({ root, ...place, from: target });
    expect(await everything(place.url)).toEqual(await everything(urlNow()));
    expect(await schemaDrift(root, place.url)).toBe("");
    const picture = path.join("images", sha256.slice(0, 2), `${sha256}.png`);
    expect(readFileSync(path.join(place.dataDir, picture))).toEqual(
      readFileSync(path.join(dirNow(), picture)),
    );
    const refuse = connected(place.url, (client) => client.query("DELETE FROM audit"));
    await expect(refuse).rejects.toThrow("only grows");
  });

  test("is not brought back over what is there", async () => {
    const target = path.join(newFolder(), "kept");
    await makeBackup({ url: urlNow(), dataDir: dirNow(), target, app: "test" });
    const dataDir = newFolder();
    prepareDataDir(dataDir);
    const over = restoreBackup({ root, url: urlNow(), dataDir, from: target });
    await expect(over).rejects.toThrow("not empty");
  });

  test("that was damaged is refused, and leaves the place empty", async () => {
    const target = path.join(newFolder(), "kept");
    const manifest = await makeBackup({ url: urlNow(), dataDir: dirNow(), target, app: "test" });
    const message = { ...manifest.tables.message, sum: "1" };
    const forged = { ...manifest, tables: { ...manifest.tables, message } };
    writeFileSync(path.join(target, "manifest.json"), JSON.stringify(forged));
    const place = await emptyPlace("damaged");
    const restoring = restoreBackup({ root, ...place, from: target });
    await expect(restoring).rejects.toThrow("damaged");
    const rows = await connected(place.url, (client) => client.query("SELECT id FROM message"));
    expect(rows.rowCount).toBe(0);
  });

  test("with a picture missing is not made", async () => {
    const sha256 = await fill();
    rmSync(path.join(dirNow(), "images", sha256.slice(0, 2), `${sha256}.png`));
    const target = path.join(newFolder(), "kept");
    const making = makeBackup({ url: urlNow(), dataDir: dirNow(), target, app: "test" });
    await expect(making).rejects.toThrow("pictures are not in");
    expect(existsSync(target)).toBe(false);
  });
});
