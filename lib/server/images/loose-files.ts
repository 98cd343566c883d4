import "server-only";
import { db, type Tx } from "../db";
import { log } from "../log";
import { removeImageFile } from "./files";
import { lockHash } from "./lock-hash";

/** Longer than any transaction may take. */
const ON_ITS_WAY_MS = 10 * 60_000;
const AT_ONCE = 200;
const AGAIN_S = 60;

/** Brings the file, by `put`; to be called once, behind the writing of the row, or not at all. */
export type Place = (put: () => Promise<void>) => Promise<void>;
type Stored<T> = { sha256: string; work: (tx: Tx, place: Place) => Promise<T> };

/**
 * Runs a transaction that brings a picture's file and its row. Word of the file is in the database
 * before the file can be on the disk, and goes with the commit: a process that is killed at any
 * point, or a person who is removed meanwhile, leaves no file that the sweep does not find, and no
 * row without its file.
 */
export async function withNewFile<T>({ sha256, work }: Stored<T>): Promise<T> {
  const due = new Date(Date.now() + ON_ITS_WAY_MS);
  const { id } = await db().looseFile.create({ data: { sha256, due }, select: { id: true } });
  try {
    return await db().$transaction((tx) =>
      work(tx, async (put) => {
        await lockHash(tx, sha256);
        const { count } = await tx.looseFile.deleteMany({ where: { id } });
        if (count === 0) throw new Error("the word of a file on its way is gone");
        await put();
      }),
    );
  } finally {
    await settle({ id, sha256 }).catch(() => undefined);
  }
}

/** Removes the file unless a row names it, and the word of it. */
async function settle({ id, sha256 }: { id: string; sha256: string }): Promise<void> {
  if ((await db().looseFile.count({ where: { id } })) === 0) return;
  await db().$transaction(async (tx) => {
    await lockHash(tx, sha256);
    const { count } = await tx.looseFile.deleteMany({ where: { id } });
    if (count === 0) return;
    if ((await tx.image.count({ where: { sha256 } })) === 0) await removeImageFile(sha256);
  });
}

/**
 * Removes the files that removed rows left, and those that never got a row. Any number of processes
 * may do this at once; a file that can't be removed now is tried again in a minute.
 *
 * @returns how many were looked at.
 */
export async function sweepLooseFiles(): Promise<number> {
  const rows = await db().$queryRaw<{ id: string; sha256: string }[]>`
    SELECT id::text, sha256 FROM loose_file WHERE due <= now() ORDER BY due LIMIT ${AT_ONCE}`;
  for (const row of rows) {
    try {
      await settle(row);
    } catch (error) {
      log().error({ err: error }, "a picture's file could not be removed");
      await db().$executeRaw`
        UPDATE loose_file SET due = now() + make_interval(secs => ${AGAIN_S})
        WHERE id = ${row.id}::uuid`;
    }
  }
  return rows.length;
}

/** Sweeps now; what fails then the next sweep does, so it fails nobody's request. */
export async function dropLooseFiles(): Promise<void> {
  await sweepLooseFiles().catch((error: unknown) =>
    log().error({ err: error }, "files of removed pictures wait for the sweep"),
  );
}

/**
 * Runs a transaction that removes pictures; their files go when it has committed, so that a row that
 * stays keeps its file.
 */
export async function thenDropFiles<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await db().$transaction(work);
  await dropLooseFiles();
  return result;
}
