import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "@playwright/test";
import { Client } from "pg";

/** Runs one statement in the database of the app under test; skips where that is another's app. */
export async function sql<Row extends object>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const folder = process.env.E2E_DATA_DIR ?? "";
  test.skip(folder === "", "needs the database of an app that these tests started");
  const client = new Client({
    connectionString: readFileSync(join(folder, "database-url"), "utf8").trim(),
  });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Makes the account of this e-mail an admin, as another admin would. */
export async function makeAdmin(email: string): Promise<void> {
  await sql(`UPDATE "user" SET role = 'admin' WHERE email = $1`, [email]);
}

/** The audit's actions on one thing, oldest first. */
export async function auditOf(subject: string): Promise<string[]> {
  const rows = await sql<{ action: string }>(
    "SELECT action FROM audit WHERE subject = $1 ORDER BY at, id",
    [subject],
  );
  return rows.map(({ action }) => action);
}

/** The id of the account with this e-mail. */
export async function idOf(email: string): Promise<string> {
  const [row] = await sql<{ id: string }>(`SELECT id FROM "user" WHERE email = $1`, [email]);
  if (row === undefined) throw new Error(`no account ${email}`);
  return row.id;
}
