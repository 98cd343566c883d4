import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import type { BlackOut } from "@/lib/contracts/look";
import { blackOut } from "@/lib/vlm/image/black-out";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { dropUntrimmed } from "./drop-untrimmed";
import { sha256Of, writeImageFile } from "./files";
import { lockHash } from "./lock-hash";
import { readStoredImage } from "./read-image";
import { removeUnused } from "./remove-unused";
import { imageInfoSelect, toImageInfo } from "./stored-picture";
import { holdPicture } from "./unsent-picture";

type BlackOutPicture = { userId: string; id: string; input: BlackOut };

/**
 * Covers parts of a picture for good: the covered one takes its place, and the picture with the
 * writing goes, row and file, as does the one that it was trimmed from. Only a picture that an
 * earlier question shows stays with that question.
 *
 * @throws AppError not-found.
 */
export async function blackOutPicture(options: BlackOutPicture): Promise<ImageInfo> {
  const { userId, id, input } = options;
  const png = await blackOut((await readStoredImage(userId, id)).png, input);
  const sha256 = sha256Of(png);
  return await db().$transaction(async (tx) => {
    const { id: oldId, untrimmedId: _, ...kept } = await holdPicture(tx, userId, id);
    if (kept.sha256 === sha256) return toImageInfo({ ...kept, id: oldId });
    await lockHash(tx, sha256);
    await writeImageFile(sha256, png);
    const made = await tx.image.create({
      data: { ...kept, sha256, bytes: png.length },
      select: imageInfoSelect,
    });
    const detail = { boxes: input.boxes.length, strokes: input.strokes.length };
    await recordAudit(tx, { userId, action: "image-blacked-out", subject: made.id, detail });
    await dropUntrimmed(tx, [id]);
    await removeUnused(tx, [{ id, userId, sha256: kept.sha256 }]);
    return toImageInfo(made);
  });
}
