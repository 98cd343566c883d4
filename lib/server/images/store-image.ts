import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import type { CanonicalImage } from "@/lib/vlm/image/canonical";
import { readImage } from "@/lib/vlm/image/read-image";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db";
import { sha256Of, writeImageFile } from "./files";
import { lockHash } from "./lock-hash";

type StoreImage = { userId: string; bytes: Uint8Array; name: string };

/**
 * Keeps an uploaded picture: read, turned upright, windowed, written anew as PNG without headers,
 * under the hash of that PNG. The uploaded bytes are not kept.
 *
 * @throws VlmError image-* where the bytes are not a picture that is read.
 */
export async function storeImage({ userId, bytes, name }: StoreImage): Promise<ImageInfo> {
  return await storeCanonical(userId, name, await readImage(bytes));
}

/** The same for a picture that is canonical already, such as a sample. */
export async function storeCanonical(
  userId: string,
  name: string,
  image: Pick<CanonicalImage, "png" | "width" | "height" | "origin" | "notes">,
): Promise<ImageInfo> {
  const { png, width, height, origin, notes } = image;
  const sha256 = sha256Of(png);
  const info = { name: plainName(name), width, height, origin, notes };
  return await db().$transaction(async (tx) => {
    await lockHash(tx, sha256);
    await writeImageFile(sha256, png);
    const row = await tx.image.create({
      data: { userId, sha256, bytes: png.length, ...info },
      select: { id: true },
    });
    await recordAudit(tx, { userId, action: "image-stored", subject: row.id });
    return { id: row.id, ...info };
  });
}

/** A file's name as a label: no folder, no control characters, at most 120 characters. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const plain = last.replace(/\p{C}/gu, "").trim().slice(0, 120);
  return plain === "" ? "picture" : plain;
}
