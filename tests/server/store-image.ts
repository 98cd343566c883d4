import type { ImageInfo } from "@/lib/contracts/api";

type StoreImage = { userId: string; bytes: Uint8Array };

/** Keeps a picture as an upload does, without the way there. */
export async function storeImage({ userId, bytes }: StoreImage): Promise<ImageInfo> {
  const { storeCanonical } = await import("@/lib/server/images/store-image");
  const { readImage } = await import("@/lib/vlm/image/read-image");
  return await storeCanonical(userId, "", await readImage(bytes));
}
