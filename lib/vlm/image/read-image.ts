import { VlmError } from "../errors";
import { type CanonicalImage, MAX_BYTES } from "./canonical";
import { readDicom } from "./dicom";
import { readRaster } from "./raster";
import { howToSave, sniff } from "./sniff";

/**
 * Any uploaded bytes to the canonical picture. The bytes are not kept and no header survives.
 * Throws VlmError: image-empty, image-too-large, image-too-many-pixels, image-format,
 * image-unreadable.
 */
export async function readImage(bytes: Uint8Array): Promise<CanonicalImage> {
  if (bytes.length === 0) {
    throw new VlmError(
      "image-empty",
      "upload of 0 bytes",
      "The file is empty. Please choose it again; it may not have been copied completely.",
    );
  }
  if (bytes.length > MAX_BYTES) {
    const size = Math.ceil(bytes.length / 1024 / 1024);
    throw new VlmError(
      "image-too-large",
      `upload of ${bytes.length} bytes`,
      `The file has ${size} MB; I take up to 40 MB. Save the picture smaller, or one frame of it as PNG.`,
    );
  }
  const { kind, name } = sniff(bytes);
  if (kind === "other") {
    throw new VlmError("image-format", `not read: ${name}`, howToSave(name));
  }
  return kind === "dicom" ? readDicom(bytes) : readRaster(bytes, name);
}
