import type pg from "pg";
import { quoted } from "./tables";

type Link = { table: string; name: string; rule: string };

/**
 * Takes the foreign keys away while rows come in any order, and puts them back, so that every one of
 * them is checked. All within the caller's transaction.
 */
export async function withoutLinks(
  client: pg.ClientBase,
  work: () => Promise<void>,
): Promise<void> {
  const { rows: links } = await client.query<Link>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS rule
     FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of links)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  await work();
  for (const { table, name, rule } of links)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${rule}`);
}

/** Puts rows into a table, each the JSON text that `to_jsonb` gave for it. */
export async function insertRows(
  client: pg.ClientBase,
  table: string,
  rows: string[],
): Promise<void> {
  if (rows.length === 0) return;
  const name = quoted(table);
  await client.query(
    `INSERT INTO ${name} SELECT * FROM jsonb_populate_recordset(NULL::${name}, $1::jsonb)`,
    [`[${rows.join(",")}]`],
  );
}
