import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import { recordAudit } from "../audit/record-audit";
import { notFound } from "../errors";
import { thenDropFiles } from "./loose-files";
import { removeUnused } from "./remove-unused";
import { toImageInfo } from "./stored-picture";
import { holdPicture, mustBeUnsent } from "./unsent-picture";

/**
 * Brings a picture's border back: answers the full picture, and the trimmed one goes.
 *
 * @throws AppError not-found (also where there is no full one any more) or picture-sent.
 */
export async function untrimPicture(userId: string, id: string): Promise<ImageInfo> {
  return await thenDropFiles(async (tx) => {
    const trimmed = await holdPicture(tx, userId, id);
    await mustBeUnsent(tx, id);
    if (trimmed.untrimmedId === null) throw notFound("picture");
    const full = await holdPicture(tx, userId, trimmed.untrimmedId);
    await recordAudit(tx, { userId, action: "image-untrimmed", subject: full.id });
    await removeUnused(tx, [trimmed]);
    return toImageInfo(full);
  });
}
