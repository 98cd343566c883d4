import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import { db, type Tx } from "../db";
import { imageFiles } from "../images/files";
import { strayFiles } from "./export-files";

/** The audit only grows: rows of a deleted account stay in it, without content. */
const KEPT = ["audit", "_prisma_migrations"];

type Column = { table: string; column: string };

/** Rows whose `user_id` is this account's, in every table that has one; 0 after its deletion. */
export async function rowsLeft(tx: Tx, userId: string): Promise<number> {
  const columns = await tx.$queryRaw<Column[]>`
    SELECT table_name::text AS table, column_name::text AS column FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'user_id'`;
  let rows = 0;
  for (const { table, column } of columns.filter((each) => !KEPT.includes(each.table))) {
    const [found] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${Prisma.raw(`"${table}"`)}
      WHERE ${Prisma.raw(`"${column}"`)} = ${userId}::uuid`;
    rows += found?.count ?? 0;
  }
  return rows;
}

export type Left = {
  /** Tables looked through, each row whole. */
  tables: number;
  /** Rows that hold one of the words, by table. */
  rows: Record<string, number>;
  /** Rows of the audit that do: ids of what is gone, and no content. */
  audit: number;
  /** Files of pictures and exports without a row that they belong to. */
  files: string[];
};

/**
 * Looks through every column of every table for any of these words (ids, an e-mail), and for files
 * that no row has. Reads everything: for a command and for tests, not for a request.
 */
export async function lookForLeft(words: string[]): Promise<Left> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`;
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
  const rows: Record<string, number> = {};
  let audit = 0;
  for (const { name } of tables) {
    const [found] = await db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM ${Prisma.raw(`"${name}"`)} AS t
      WHERE t::text LIKE ANY (${patterns}::text[])`;
    const count = found?.count ?? 0;
    if (name === "audit") audit = count;
    else if (count > 0) rows[name] = count;
  }
  return { tables: tables.length, rows, audit, files: await filesWithoutRow() };
}

async function filesWithoutRow(): Promise<string[]> {
  const without: string[] = [];
  for await (const { sha256, file } of imageFiles()) {
    if ((await db().image.count({ where: { sha256 } })) === 0) without.push(file);
  }
  return [...without, ...(await strayFiles())];
}
