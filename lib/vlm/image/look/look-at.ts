import sharp from "sharp";
import type { Box } from "@/lib/geometry/box";
import type { Trim } from "@/lib/geometry/crop";
import { findBorder } from "../border/find-border";
import { MAX_PIXELS } from "../canonical";
import { findWords } from "../words/find-words";
import type { Pixels } from "../words/text-map";
import type { WordModels } from "../words/word-models";

/** `png`: a canonical picture. `trim`: cut a viewer's border off first. `ms`: how long to look. */
export type LookTask = { png: Uint8Array; trim: boolean; ms: number };

/**
 * What a look gave: what was cut off and the picture without it, and where writing stands on what
 * is left, in fractions of it. `complete` is false where the time ended before all was looked at.
 */
export type Looked = {
  trimmed: { trim: Trim; png: Uint8Array } | null;
  boxes: Box[];
  complete: boolean;
};

/** A larger picture is made this long to look for writing; a border is not looked for on it. */
const LONGEST = 4096;
const MOST_FOR_BORDER = 32_000_000;

async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(png, { limitInputPixels: MAX_PIXELS })
    .resize(LONGEST, LONGEST, { fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The picture without its border, and what was cut off; null where no border is sure. */
async function withoutBorder(png: Uint8Array): Promise<Looked["trimmed"]> {
  const { width, height } = await sharp(png, { limitInputPixels: MAX_PIXELS }).metadata();
  if (width * height > MOST_FOR_BORDER) return null;
  const data = await sharp(png).toColourspace("srgb").removeAlpha().raw().toBuffer();
  const trim = findBorder({ data, width, height });
  if (trim === null) return null;
  const { left, top, right, bottom } = trim;
  const kept = { left, top, width: width - left - right, height: height - top - bottom };
  const cut = await sharp(data, { raw: { width, height, channels: 3 } })
    .extract(kept)
    .png({ compressionLevel: 6 })
    .toBuffer();
  return { trim, png: cut };
}

/** Looks at a canonical picture for a viewer's border and for writing. */
export async function lookAt(models: WordModels, task: LookTask): Promise<Looked> {
  const deadline = performance.now() + task.ms;
  const trimmed = task.trim ? await withoutBorder(task.png) : null;
  const pixels = await pixelsOf(trimmed?.png ?? task.png);
  return { trimmed, ...(await findWords(models, pixels, deadline)) };
}
