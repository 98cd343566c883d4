import "server-only";
import type { ImageInfo } from "@/lib/contracts/api";
import { db } from "../db";
import { notFound } from "../errors";
import { imageInfoSelect, toImageInfo } from "./stored-picture";

/** What was read from a picture's file. @throws AppError not-found. */
export async function imageInfo(userId: string, id: string): Promise<ImageInfo> {
  const row = await db().image.findUnique({
    where: { id, userId },
    select: imageInfoSelect,
  });
  if (row === null) throw notFound("picture");
  return toImageInfo(row);
}
