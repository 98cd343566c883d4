import "server-only";
import { db } from "../db";
import { notFound } from "../errors";
import { readImageFile } from "./files";

/**
 * A person's picture: canonical PNG and its hash.
 *
 * @throws AppError not-found.
 */
export async function readStoredImage(
  userId: string,
  id: string,
): Promise<{ png: Buffer; sha256: string }> {
  const row = await db().image.findUnique({
    where: { id, userId },
    select: { sha256: true },
  });
  if (row === null) throw notFound("picture");
  return { png: await readImageFile(row.sha256), sha256: row.sha256 };
}
