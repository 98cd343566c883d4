import { z } from "zod";
import type { Box } from "@/lib/geometry/box";
import type { Trim } from "@/lib/geometry/crop";
import type { ImageInfo } from "./api";

/** POST /api/images/:id/look: looks for a viewer's border (unless `trim` is false) and for writing. */
export const lookSchema = z.object({ trim: z.boolean() });
export type Look = z.infer<typeof lookSchema>;

/**
 * Writing of two letters or more was found; none was; or it could not be looked for everywhere.
 * "Could not look" is not "none".
 */
export type Writing = { state: "found" | "none" | "unknown"; boxes: Box[] };

/**
 * The answer. `image` is the picture from now on: another one than was asked about where a border
 * was cut off, by `trimmed` pixels a side. Boxes are fractions of `image`.
 */
export type PictureLook = { image: ImageInfo; trimmed: Trim | null; writing: Writing };

const unit = z.number().min(0).max(1);
const boxSchema = z.object({ x: unit, y: unit, width: unit, height: unit });
/** A brush's way: points in fractions of the picture, its width in fractions of the picture's width. */
const strokeSchema = z.object({
  points: z
    .array(z.tuple([unit, unit]))
    .min(1)
    .max(600),
  width: unit,
});
export type Stroke = z.infer<typeof strokeSchema>;

/** POST /api/images/:id/black-out: what is covered is removed for good. Answers the new ImageInfo. */
export const blackOutSchema = z
  .object({ boxes: z.array(boxSchema).max(200), strokes: z.array(strokeSchema).max(50) })
  .refine(({ boxes, strokes }) => boxes.length + strokes.length > 0, {
    message: "Cover something first.",
  });
export type BlackOut = z.infer<typeof blackOutSchema>;
