import sharp, { type Metadata } from "sharp";
import { orientationOf, uprightSize } from "@/lib/geometry/orientation";
import { VlmError } from "../errors";
import { type CanonicalImage, MAX_PIXELS } from "./canonical";

/** The error for a picture with more pixels than are taken. */
export function tooManyPixels(width: number, height: number): VlmError {
  const mega = Math.round((width * height) / 1e6);
  return new VlmError(
    "image-too-many-pixels",
    `picture of ${width} x ${height}`,
    `The picture has ${mega} megapixels (${width} x ${height}); I take up to 100. Save it smaller, or only the part you mean.`,
  );
}

/** The error for a file of the right kind that cannot be decoded. */
export function unreadable(kind: string, cause: unknown): VlmError {
  return new VlmError(
    "image-unreadable",
    `${kind} not decoded: ${cause instanceof Error ? cause.message : String(cause)}`,
    `The ${kind} file is damaged or incomplete, so I could not read the picture in it. Please save it again as PNG.`,
    { cause },
  );
}

/** Pixels above which time matters more than the size of the stored file. */
const LARGE = 50_000_000;

async function metadataOf(bytes: Uint8Array, kind: string): Promise<Metadata> {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw unreadable(kind, error);
  }
}

/**
 * JPEG, PNG or WebP to the canonical picture: EXIF orientation applied, transparency laid on
 * white, 16 bit brought to 8, metadata dropped.
 */
export async function readRaster(bytes: Uint8Array, kind: string): Promise<CanonicalImage> {
  const meta = await metadataOf(bytes, kind);
  const { width, height } = meta;
  if (width * height > MAX_PIXELS) throw tooManyPixels(width, height);
  const orientation = orientationOf(meta.orientation);
  const notes =
    (meta.pages ?? 1) > 1 ? [`The file holds ${meta.pages} pictures; I took the first.`] : [];
  try {
    const png = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" })
      .autoOrient()
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .png({ compressionLevel: width * height > LARGE ? 1 : 6 })
      .toBuffer();
    const size = uprightSize({ width, height }, orientation);
    return {
      png,
      ...size,
      origin: kind,
      notes,
      transform: { storedWidth: width, storedHeight: height, orientation },
    };
  } catch (error) {
    throw unreadable(kind, error);
  }
}
