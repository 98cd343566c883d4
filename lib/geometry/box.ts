/**
 * A bounding box in fractions of the oriented original picture, top-left origin:
 * 0 <= x, y and x + width, y + height <= 1. Every other form has a named converter in this room.
 */
export type Box = { x: number; y: number; width: number; height: number };

/** A size in pixels: integers >= 1. */
export type Size = { width: number; height: number };

/** Corners of a box, in whatever unit the function that gives them names. */
export type Corners = { x1: number; y1: number; x2: number; y2: number };

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/** The part of a box that lies inside the picture. Fractions in, fractions out; may be empty. */
export function clampBox(box: Box): Box {
  const x1 = unit(box.x);
  const y1 = unit(box.y);
  const x2 = unit(box.x + box.width);
  const y2 = unit(box.y + box.height);
  return { x: x1, y: y1, width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1) };
}

/** Fractions `x1, y1, x2, y2` of a box; `cornersToBox` is the way back. */
export function boxToCorners(box: Box): Corners {
  return { x1: box.x, y1: box.y, x2: box.x + box.width, y2: box.y + box.height };
}

/** A box from two opposite corners in fractions, in any order. */
export function cornersToBox(corners: Corners): Box {
  const x = Math.min(corners.x1, corners.x2);
  const y = Math.min(corners.y1, corners.y2);
  return {
    x,
    y,
    width: Math.abs(corners.x2 - corners.x1),
    height: Math.abs(corners.y2 - corners.y1),
  };
}
