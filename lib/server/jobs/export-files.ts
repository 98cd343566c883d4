import "server-only";
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { db } from "../db";
import { env } from "../env";

const NAME = /^([0-9a-f-]{36})\.(?:zip|(\d+)\.part)$/;

/** Where exports lie: DATA_DIR/exports, which web servers and workers share as they share pictures. */
export const exportsFolder = (): string =>
  path.join(/* turbopackIgnore: true */ env().DATA_DIR, "exports");

/** The finished file of an export. */
export const exportFile = (id: string): string => path.join(exportsFolder(), `${id}.zip`);

/** The file while it is written, one for each worker that tries. */
export const halfFile = (id: string, lease: number): string =>
  path.join(exportsFolder(), `${id}.${lease}.part`);

/** Puts a whole file in its place. @returns its size in bytes. */
export async function finishFile(id: string, lease: number): Promise<number> {
  const half = halfFile(id, lease);
  const { size } = await stat(half);
  await rename(half, exportFile(id));
  return size;
}

/** Removes every file of an export, whole or half. */
export async function removeExportFiles(id: string): Promise<void> {
  for (const name of await names()) {
    if (NAME.exec(name)?.[1] === id) await rm(path.join(exportsFolder(), name), { force: true });
  }
}

/** Names of the files that lie there and are an export's. */
async function names(): Promise<string[]> {
  const all = await readdir(exportsFolder()).catch(() => []);
  return all.filter((name) => NAME.test(name));
}

/** Files that no export has any more: its row is gone, or a worker that died left half of one. */
export async function strayFiles(): Promise<string[]> {
  const found = (await names()).map((name) => ({ name, match: NAME.exec(name) }));
  const ids = [...new Set(found.flatMap(({ match }) => match?.[1] ?? []))];
  const rows = await db().accountJob.findMany({
    where: { id: { in: ids }, kind: "export" },
    select: { id: true, state: true, lease: true },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ name, match }) => {
    const row = byId.get(match?.[1] ?? "");
    const lease = match?.[2];
    const kept =
      lease === undefined
        ? row !== undefined
        : row?.state === "running" && row.lease === Number(lease);
    return kept ? [] : [name];
  });
}

/** Removes what strayFiles finds. @returns how many. */
export async function removeStrayFiles(): Promise<number> {
  const stray = await strayFiles();
  for (const name of stray) await rm(path.join(exportsFolder(), name), { force: true });
  return stray.length;
}
