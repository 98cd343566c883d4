/**
 * A bounding box in fractions of the oriented original picture, top-left origin:
 * 0 <= x, y and x + width, y + height <= 1. Every other form has a named converter in this room.
 */
export type Box = { x: number; y: number; width: number; height: number };

/** A size in pixels: integers >= 1. */
export type Size = { width: number; height: number };
