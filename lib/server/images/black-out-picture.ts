import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import type { BlackOut } from "@/lib/contracts/look";
import { blackOut } from "@/lib/vlm/image/black-out";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db";
import { dropUntrimmed } from "./drop-untrimmed";
import { sha256Of, writeImageFile } from "./files";
import { dropLooseFiles, type Place, withNewFile } from "./loose-files";
import { holdPerson, requireQuota } from "./quota";
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
 * @throws AppError not-found; quota-reached where the old one stays and there is no room for both.
 */
export async function blackOutPicture(options: BlackOutPicture): Promise<ImageInfo> {
  const { userId, id, input } = options;
  const png = await blackOut((await readStoredImage(userId, id)).png, input);
  const sha256 = sha256Of(png);
  const work = async (tx: Tx, place: Place): Promise<ImageInfo> => {
    await holdPerson(tx, userId);
    const { id: oldId, untrimmedId: _, ...kept } = await holdPicture(tx, userId, id);
    if (kept.sha256 === sha256) return toImageInfo({ ...kept, id: oldId });
    // The old one makes room first: who is at the quota's end can still take a name off a picture.
    await dropUntrimmed(tx, [id]);
    await removeUnused(tx, [{ id, userId }]);
    await requireQuota(userId, png.length, tx);
    const made = await tx.image.create({
      data: { ...kept, sha256, bytes: png.length },
      select: imageInfoSelect,
    });
    const detail = { boxes: input.boxes.length, strokes: input.strokes.length };
    await recordAudit(tx, { userId, action: "image-blacked-out", subject: made.id, detail });
    await place(() => writeImageFile(sha256, png));
    return toImageInfo(made);
  };
  const covered = await withNewFile({ sha256, work });
  await dropLooseFiles();
  return covered;
}
