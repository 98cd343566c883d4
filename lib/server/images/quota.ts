import "server-only";
import type { StorageUse } from "@/lib/contracts/storage";
import { db, type Tx } from "../db";
import { env } from "../env";
import { AppError } from "../errors";

const WHAT_TO_DO =
  "Delete chats that you no longer need: their pictures go with them, ten seconds later. Then try again.";

/** What a person keeps, each picture counted, also one not asked about yet, and what they may. */
export async function storageUse(userId: string, tx: Tx = db()): Promise<StorageUse> {
  const [row] = await tx.$queryRaw<{ pictures: number; bytes: number }[]>`
    SELECT count(*)::int AS pictures, coalesce(sum(bytes), 0)::float8 AS bytes
    FROM image WHERE user_id = ${userId}::uuid`;
  const { QUOTA_PICTURES, QUOTA_MB } = env();
  return {
    ...{ pictures: row?.pictures ?? 0, bytes: row?.bytes ?? 0 },
    ...{ mostPictures: QUOTA_PICTURES, mostBytes: QUOTA_MB * 1_048_576 },
  };
}

const megabytes = (bytes: number): string => Math.round(bytes / 1_048_576).toLocaleString("en-GB");

/**
 * Holds a person's row for this transaction, so that two pictures that come at once can't both take
 * the last of the quota, and nobody is removed while a picture of theirs is stored.
 *
 * @throws AppError unauthenticated where the person was removed.
 */
export async function holdPerson(tx: Tx, userId: string): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT id::text FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
  if (held.length > 0) return;
  throw new AppError(
    "unauthenticated",
    "The account that this was for is gone, so nothing was kept. Sign in, or reload the page, and bring it again.",
    "person removed meanwhile",
  );
}

/**
 * Holds a person's quota against one more picture of so many bytes (0: any picture at all).
 *
 * @throws AppError quota-reached with a sentence that says what to do.
 */
export async function requireQuota(userId: string, bytes: number, tx: Tx = db()): Promise<void> {
  const use = await storageUse(userId, tx);
  if (use.pictures >= use.mostPictures) {
    const most = use.mostPictures.toLocaleString("en-GB");
    const sentence = `You keep ${most} pictures, as many as one person may. ${WHAT_TO_DO}`;
    throw new AppError("quota-reached", sentence, "quota of pictures");
  }
  if (use.bytes + Math.max(bytes, 1) > use.mostBytes) {
    const kept = `Your pictures take ${megabytes(use.bytes)} MB`;
    const more = bytes > 0 ? ` and this one another ${megabytes(bytes)} MB` : "";
    const sentence = `${kept}${more}; one person may keep ${megabytes(use.mostBytes)} MB. ${WHAT_TO_DO}`;
    throw new AppError("quota-reached", sentence, "quota of bytes");
  }
}
