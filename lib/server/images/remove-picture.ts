import "server-only";
import { dropUntrimmed } from "./drop-untrimmed";
import { thenDropFiles } from "./loose-files";
import { removeUnused } from "./remove-unused";
import { holdPicture, mustBeUnsent } from "./unsent-picture";

/**
 * Removes a picture that was taken back before it was asked about, row and file, and the one that
 * it was trimmed from.
 *
 * @throws AppError not-found or picture-sent.
 */
export async function removePicture(userId: string, id: string): Promise<void> {
  await thenDropFiles(async (tx) => {
    const row = await holdPicture(tx, userId, id);
    await mustBeUnsent(tx, id);
    await dropUntrimmed(tx, [id]);
    await removeUnused(tx, [row]);
  });
}
