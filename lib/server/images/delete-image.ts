import "server-only";
import { db } from "../db";
import { AppError, notFound } from "../errors";
import { removeUnused } from "./remove-unused";

/**
 * Removes a picture that was not asked about, row and, with the last row of a hash, file.
 *
 * @throws AppError not-found; picture-in-chat where a message shows it.
 */
export async function deleteImage(userId: string, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const row = await tx.image.findUnique({
      where: { id, userId },
      select: { id: true, userId: true, sha256: true },
    });
    if (row === null) throw notFound("picture");
    await removeUnused(tx, [row]);
    if ((await tx.image.count({ where: { id } })) === 0) return;
    throw new AppError(
      "picture-in-chat",
      "This picture belongs to a chat. Delete the chat, and the picture goes with it.",
    );
  });
}
