import type { Orientation } from "@/lib/geometry/orientation";

/**
 * The picture that the whole project speaks of: upright, in its own size, without headers.
 * `png` is 8 bit, RGB; boxes are fractions of `width` x `height`.
 */
export type CanonicalImage = {
  png: Buffer;
  width: number;
  height: number;
  /** What was read: "JPEG", "DICOM, frame 10 of 20, window 1500/-600". */
  origin: string;
  /** Remarks for the person; each a sentence. */
  notes: string[];
  transform: ImageTransform;
};

/** How the stored picture became the canonical one; `lib/geometry/orientation.ts` turns boxes back. */
export type ImageTransform = {
  storedWidth: number;
  storedHeight: number;
  orientation: Orientation;
  /** DICOM only: frame shown (1-based) of how many, and the window in the file's own units. */
  frame?: { number: number; of: number };
  window?: { width: number; centre: number; source: "header" | "percentile" | "colour" };
};

export const MAX_BYTES = 40 * 1024 * 1024;
export const MAX_PIXELS = 100_000_000;
