import "server-only";
import { modelPicture, toSquare } from "@/lib/vlm/image/model-pixels";
import { modelFolder, readModelCard } from "@/lib/vlm/registry";
import { env } from "../env";
import { readStoredImage } from "./read-image";

let side: number | null = null;

/** The side, in pixels, at which the pixel encoder gets a picture. */
export function modelSide(): number {
  side ??= readModelCard(modelFolder(env().EVLF_MODEL_DIR)).image.pixelSize;
  return side;
}

/**
 * "What the model saw": PNG of the very pixels that the network gets (letterboxed, its size).
 *
 * @throws AppError not-found; VlmError model-missing.
 */
export async function seenImage(userId: string, id: string): Promise<{ png: Buffer; tag: string }> {
  const { png, sha256 } = await readStoredImage(userId, id);
  const pixels = modelSide();
  return { png: await modelPicture(await toSquare(png), pixels), tag: `${sha256}-${pixels}` };
}
