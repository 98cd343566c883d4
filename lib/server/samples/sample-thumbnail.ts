import "server-only";
import sharp from "sharp";
import { sha256Of } from "../images/files";
import { openSample } from "./list-samples";

const SIDE = 480;

/** A small PNG of a sample, at most 480 pixels a side. @throws AppError not-found. */
export async function sampleThumbnail(name: string): Promise<{ png: Buffer; tag: string }> {
  const { png } = await openSample(name);
  const small = await sharp(png)
    .resize(SIDE, SIDE, { fit: "inside", withoutEnlargement: true })
    .png()
    .toBuffer();
  return { png: small, tag: `${sha256Of(png)}-${SIDE}` };
}
