import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { withoutLinks } from "@/scripts/backup/load-rows";
import { quoted } from "@/scripts/backup/tables";
import { migrate, migrationNames, schemaDrift } from "@/scripts/start/schema-engine";
import { withDatabase } from "@/tests/server/database";

withDatabase();

/**
 * tests/fixtures/schemas/MIGRATION.json holds rows as the app wrote them when that was its last
 * migration. They are put into a database of every schema since, which is then brought up to date.
 */
const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "tests/fixtures/schemas");
const names = migrationNames(root);
const fixtures = readdirSync(folder).map((file) => file.replace(".json", ""));

/** Rows of this one hold a file's name, which may be a person's: it is to go, and nothing else. */
const NAMES_GO = "20261128201000_no_file_names";

type Row = Record<string, unknown>;
type Kept = { table: string; row: string };

async function freshDatabase(name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.pathname = `/${name}`;
  return url.toString();
}

async function put(client: pg.Client, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row).map(quoted).join(", ");
  const name = quoted(table);
  await client.query(
    `INSERT INTO ${name} (${columns})
     SELECT ${columns} FROM jsonb_populate_record(NULL::${name}, $1::jsonb)`,
    [JSON.stringify(row)],
  );
}

async function load(client: pg.Client, upTo: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  await client.query("BEGIN");
  await withoutLinks(client, async () => {
    for (const fixture of fixtures.filter((each) => each <= upTo).sort()) {
      const tables: Record<string, Row[]> = JSON.parse(
        readFileSync(path.join(folder, `${fixture}.json`), "utf8"),
      );
      for (const [table, rows] of Object.entries(tables))
        for (const row of rows) await put(client, table, row);
    }
  });
  await client.query("COMMIT");
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'`,
  );
  for (const { name: table } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${quoted(table)} AS t`,
    );
    kept.push(...rows.map(({ row }) => ({ table, row })));
  }
  return kept;
}

type Part = { type: string; data?: { name?: string } };

/** What is to be left of a row as of an earlier schema. */
function expected({ table, row }: Kept, name: string): string {
  if (name >= NAMES_GO) return row;
  const values = JSON.parse(row) as Row;
  if (table === "image") values.name = "";
  const parts = table === "message" ? (values.parts as Part[]) : [];
  for (const { data } of parts.filter(({ type }) => type === "data-image"))
    if (data !== undefined) data.name = "Picture 1";
  return JSON.stringify(values);
}

describe("a database of an earlier version", () => {
  test("has rows to be tried with for its first schema, and for every one that is named", () => {
    expect(fixtures).toContain(names[0]);
    for (const fixture of fixtures) expect(names).toContain(fixture);
  });

  test.each(names.slice(0, -1))(
    "as of %s is brought up to date and loses nothing",
    async (name) => {
      const url = await freshDatabase(`as_of_${name}`);
      expect((await migrate(root, url, name)).at(-1)).toBe(name);
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        const kept = await load(client, name);
        expect(kept.length).toBeGreaterThan(15);
        const applied = await migrate(root, url);
        expect(applied).toEqual(names.filter((each) => each > name));
        if (name < NAMES_GO) expect(JSON.stringify(kept)).toContain("film.png");
        for (const each of kept) {
          const [{ table }, row] = [each, expected(each, name)];
          const { rows } = await client.query<{ found: number }>(
            `SELECT count(*)::int AS found FROM ${quoted(table)} AS t WHERE to_jsonb(t) @> $1::jsonb`,
            [row],
          );
          expect(rows[0]?.found, `${table}: ${row}`).toBe(1);
          const { rows: named } = await client.query(
            `SELECT 1 FROM ${quoted(table)} AS t WHERE t::text LIKE '%film.png%'`,
          );
          if (name < NAMES_GO) expect(named, `${table} holds a file's name`).toEqual([]);
        }
        expect(await schemaDrift(root, url)).toBe("");
      } finally {
        await client.end();
      }
    },
    60_000,
  );
});
