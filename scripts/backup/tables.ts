import type pg from "pg";

/** What is not kept: who works now, who asked how often in the last minutes, files on their way. */
const PASSING = new Set(["_prisma_migrations", "worker", "rate_window", "loose_file"]);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The app's tables, by name. */
export async function tablesOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !PASSING.has(name));
}

/** Names of the migrations that a database has, oldest first; none where it has no such table. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows: found } = await client.query(
    `SELECT to_regclass('public._prisma_migrations') AS t`,
  );
  if (found[0]?.t === null) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** How many rows a table has and a sum over all they hold, whatever order they lie in. */
export async function sumOf(
  client: pg.ClientBase,
  table: string,
): Promise<{ rows: number; sum: string }> {
  const { rows } = await client.query<{ rows: number; sum: string }>(
    `SELECT count(*)::int AS rows,
       coalesce(sum(('x' || left(md5(to_jsonb(t)::text), 15))::bit(60)::bigint), 0)::text AS sum
     FROM ${quoted(table)} AS t`,
  );
  return rows[0] ?? { rows: 0, sum: "0" };
}
