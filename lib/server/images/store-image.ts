import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import { recordAudit } from "../audit/record-audit";
import { db, type Tx } from "../db";
import { placeImageFile, sha256Of, writeImageFile } from "./files";
import { withNewFile } from "./loose-files";
import { holdPerson, requireQuota } from "./quota";

/** A canonical PNG and how it comes under its name. */
type Picture = {
  width: number;
  height: number;
  origin: string;
  notes: string[];
  bytes: number;
  sha256: string;
  put: () => Promise<void>;
};

type Kept = {
  userId: string;
  /** A sample's title; nothing for what a person brings. */
  title?: string;
  uploadId?: string | undefined;
};

const select = { id: true, name: true, width: true, height: true, origin: true, notes: true };

/** The picture that an upload of this number became, if it was stored before. */
export async function findUpload(
  userId: string,
  uploadId: string | undefined,
  tx: Tx = db(),
): Promise<ImageInfo | null> {
  if (uploadId === undefined) return null;
  return await tx.image.findUnique({ where: { userId_uploadId: { userId, uploadId } }, select });
}

/** A decoded upload: its PNG, whole and on the disk, lies at `from` and moves to its name. */
export function storeDecoded(
  kept: Kept,
  picture: Omit<Picture, "put">,
  from: string,
): Promise<ImageInfo> {
  return keep(kept, { ...picture, put: () => placeImageFile(picture.sha256, from) });
}

/** A picture that is canonical already, such as a sample. @throws AppError quota-reached. */
export function storeCanonical(
  userId: string,
  title: string,
  image: { png: Uint8Array; width: number; height: number; origin: string; notes: string[] },
): Promise<ImageInfo> {
  const { png, width, height, origin, notes } = image;
  const sha256 = sha256Of(png);
  const put = (): Promise<void> => writeImageFile(sha256, png);
  return keep({ userId, title }, { width, height, origin, notes, bytes: png.length, sha256, put });
}

/**
 * Row, file and audit entry together; a failure leaves none of them.
 *
 * @throws AppError quota-reached; unauthenticated where the person was removed meanwhile.
 */
async function keep({ userId, title = "", uploadId }: Kept, picture: Picture): Promise<ImageInfo> {
  const { sha256, bytes, put, ...rest } = picture;
  const info = { name: title, ...rest };
  return await withNewFile({
    sha256,
    work: async (tx, place) => {
      // Nor can one that was sent twice become two pictures.
      await holdPerson(tx, userId);
      const before = await findUpload(userId, uploadId, tx);
      if (before !== null) return before;
      await requireQuota(userId, bytes, tx);
      const row = await tx.image.create({
        data: { userId, sha256, bytes, uploadId: uploadId ?? null, ...info },
        select: { id: true },
      });
      await recordAudit(tx, { userId, action: "image-stored", subject: row.id });
      await place(put);
      return { id: row.id, ...info };
    },
  });
}
