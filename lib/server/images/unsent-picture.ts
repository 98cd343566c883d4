import "server-only";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Tx } from "../db";
import { AppError, notFound } from "../errors";
import { imageInfoSelect } from "./stored-picture";

const select = {
  ...imageInfoSelect,
  userId: true,
  sha256: true,
  untrimmedId: true,
} as const satisfies Prisma.ImageSelect;

export type KeptPicture = Prisma.ImageGetPayload<{ select: typeof select }>;

/**
 * A person's picture, its row held for this transaction.
 *
 * @throws AppError not-found.
 */
export async function holdPicture(tx: Tx, userId: string, id: string): Promise<KeptPicture> {
  await tx.$queryRaw`SELECT 1 FROM "image" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.image.findUnique({ where: { id, userId }, select });
  if (row === null) throw notFound("picture");
  return row;
}

/** Whether a question shows the picture. */
export async function isSent(tx: Tx, id: string): Promise<boolean> {
  return (await tx.messageImage.count({ where: { imageId: id } })) > 0;
}

/** @throws AppError picture-sent where a question shows the picture already. */
export async function mustBeUnsent(tx: Tx, id: string): Promise<void> {
  if (!(await isSent(tx, id))) return;
  throw new AppError(
    "picture-sent",
    "This picture has been asked about, so it stays as it is with its question.",
  );
}
