import "server-only";
import { rm } from "node:fs/promises";
import type { ImageInfo } from "@/lib/contracts/api";
import { MAX_BYTES } from "@/lib/vlm/image/canonical";
import { AppError } from "../errors";
import { decodeFile, warmDecoders } from "./decoders";
import { incomingPath } from "./incoming";
import { requireQuota } from "./quota";
import { receiveUpload } from "./receive-upload";
import { findUpload, storeDecoded } from "./store-image";

type TakeUpload = {
  userId: string;
  /** Its body is the file. When its sender is gone before the picture is stored, nothing is. */
  request: Request;
  /** The sender's own number for this upload: sent twice, it is stored once. */
  uploadId?: string | undefined;
};

/**
 * Keeps an uploaded picture: written to a file as it comes, read in a process of its own, turned
 * upright, windowed, written anew as PNG without headers, under the hash of that PNG. The uploaded
 * bytes are removed, whatever happens, and no file's name is asked for: it may be a person's.
 *
 * @returns the picture, and whether it was stored now (else an earlier try of the same upload was).
 * @throws AppError quota-reached, body-too-large, upload-*, decoders-busy, disk-full, image-*;
 * VlmError image-format.
 */
export async function takeUpload(
  options: TakeUpload,
): Promise<{ image: ImageInfo; fresh: boolean }> {
  const { userId, request, uploadId } = options;
  const before = await findUpload(userId, uploadId);
  if (before !== null) return { image: before, fresh: false };
  await requireQuota(userId, 0);
  warmDecoders();
  const input = await receiveUpload(request, MAX_BYTES);
  const output = await incomingPath("picture");
  try {
    const decoded = await decodeFile({ input, output });
    if (request.signal.aborted)
      throw new AppError("upload-cut", "The connection ended before the picture was stored.");
    const image = await storeDecoded({ userId, uploadId }, decoded, output);
    return { image, fresh: true };
  } finally {
    await Promise.all([rm(input, { force: true }), rm(output, { force: true })]);
  }
}
