import "server-only";
import { statfs } from "node:fs/promises";
import type { ListStorage, StoragePage } from "@/lib/contracts/admin";
import { db } from "../db";
import { env } from "../env";

/** People of one page. */
const PAGE = 50;

type Totals = { stored: bigint; pictures: bigint; database: bigint };
type Person = { id: string; email: string | null; pictures: bigint; bytes: bigint };

const PLACE = /^(\d{1,18})_([0-9a-f-]{36})$/;

/**
 * What pictures take, in all and by person (most first, in pages), what the database takes, and
 * the disk that holds the data. Pictures are counted, never read.
 */
export async function readStorage({ after }: ListStorage = {}): Promise<StoragePage> {
  const [, bytes = null, id = null] = PLACE.exec(after ?? "") ?? [];
  const [totals] = await db().$queryRaw<Totals[]>`
    SELECT
      (SELECT coalesce(sum(bytes), 0)::bigint FROM (SELECT max(bytes) AS bytes FROM image GROUP BY sha256) f)
        AS stored,
      (SELECT count(*) FROM image) AS pictures,
      pg_database_size(current_database()) AS database`;
  const rows = await db().$queryRaw<Person[]>`
    SELECT image.user_id::text AS id, "user".email, count(*) AS pictures, sum(image.bytes)::bigint AS bytes
    FROM image JOIN "user" ON "user".id = image.user_id
    GROUP BY image.user_id, "user".email
    HAVING ${bytes}::bigint IS NULL
      OR (sum(image.bytes)::bigint, image.user_id) < (${bytes}::bigint, ${id}::uuid)
    ORDER BY sum(image.bytes) DESC, image.user_id DESC
    LIMIT ${PAGE + 1}`;
  const disk = await statfs(/* turbopackIgnore: true */ env().DATA_DIR);
  const page = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? page.at(-1) : undefined;
  return {
    stored: Number(totals?.stored ?? 0),
    pictures: Number(totals?.pictures ?? 0),
    database: Number(totals?.database ?? 0),
    disk: { free: disk.bavail * disk.bsize, total: disk.blocks * disk.bsize },
    people: page.map((row) => ({
      ...{ id: row.id, email: row.email },
      ...{ pictures: Number(row.pictures), bytes: Number(row.bytes) },
    })),
    next: last === undefined ? null : `${last.bytes}_${last.id}`,
  };
}
