import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import type { Look, PictureLook, Writing } from "@/lib/contracts/look";
import { cropOf } from "@/lib/geometry/crop";
import type { Looked } from "@/lib/vlm/image/look/look-at";
import { recordAudit } from "../audit/record-audit";
import { db, type Tx } from "../db";
import { AppError } from "../errors";
import { log } from "../log";
import { readImageFile, sha256Of, writeImageFile } from "./files";
import { lookInProcess } from "./look-process";
import { type Place, withNewFile } from "./loose-files";
import { holdPerson, requireQuota } from "./quota";
import { imageInfoSelect, toImageInfo } from "./stored-picture";
import { holdPicture, isSent, type KeptPicture } from "./unsent-picture";

type LookAtPicture = { userId: string; id: string; input: Look };

const nothing: Looked = { trimmed: null, boxes: [], complete: false };

/** A look that fails is one that could not look; only a full line is said to the person. */
async function look(row: KeptPicture, trim: boolean): Promise<Looked> {
  const { userId, sha256 } = row;
  try {
    return await lookInProcess({ userId, png: () => readImageFile(sha256), trim });
  } catch (error) {
    if (error instanceof AppError) throw error;
    log().error({ err: error }, "a picture could not be looked at");
    return nothing;
  }
}

function writingOf({ boxes, complete }: Looked): Writing {
  if (boxes.length > 0) return { state: "found", boxes };
  return { state: complete ? "none" : "unknown", boxes };
}

/** DICOM holds no screenshot, a trimmed picture no second border, and what was sent stays. */
async function mayTrim(userId: string, id: string): Promise<{ row: KeptPicture; trim: boolean }> {
  return await db().$transaction(async (tx) => {
    const row = await holdPicture(tx, userId, id);
    const bare = row.fullWidth === null && !row.origin.startsWith("DICOM");
    return { row, trim: bare && !(await isSent(tx, id)) };
  });
}

/**
 * Looks at a picture that is to be asked about, before it is: for a viewer's border, which is cut
 * off where it is sure, and for writing. The trimmed picture is another one; the full one is kept
 * until the trimmed one is asked about. What is written is neither kept nor logged.
 *
 * @throws AppError not-found, rate-limited; quota-reached where there is no room for the full picture
 *   and the trimmed one.
 */
export async function lookAtPicture({ userId, id, input }: LookAtPicture): Promise<PictureLook> {
  const { row, trim } = await mayTrim(userId, id);
  const looked = await look(row, trim && input.trim);
  const writing = writingOf(looked);
  if (looked.trimmed === null) return { image: toImageInfo(row), trimmed: null, writing };
  const { png, trim: trimmed } = looked.trimmed;
  const sha256 = sha256Of(png);
  const work = async (tx: Tx, place: Place): Promise<ImageInfo> => {
    await holdPerson(tx, userId);
    const { name, origin, notes, width, height } = await holdPicture(tx, userId, id);
    const { left, top, size } = cropOf({ width, height }, trimmed);
    await requireQuota(userId, png.length, tx);
    const crop = { cropLeft: left, cropTop: top, fullWidth: width, fullHeight: height };
    const data = { userId, sha256, bytes: png.length, name, origin, notes, ...size, ...crop };
    const made = await tx.image.create({
      data: { ...data, untrimmedId: id },
      select: imageInfoSelect,
    });
    await recordAudit(tx, { userId, action: "image-trimmed", subject: made.id, detail: trimmed });
    await place(() => writeImageFile(sha256, png));
    return toImageInfo(made);
  };
  return { image: await withNewFile({ sha256, work }), trimmed, writing };
}
