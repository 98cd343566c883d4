import { type Box, clampBox, type Size } from "./box";

/** Whole pixels cut off at each side of a picture. */
export type Trim = { left: number; top: number; right: number; bottom: number };

/**
 * How a trimmed picture lies in the one that it was cut from: its top-left corner in pixels of the
 * full picture, and both sizes in pixels.
 */
export type Crop = { left: number; top: number; size: Size; full: Size };

/** The crop that cutting these sides off a picture gives. At least one pixel must stay. */
export function cropOf(full: Size, trim: Trim): Crop {
  const size = {
    width: full.width - trim.left - trim.right,
    height: full.height - trim.top - trim.bottom,
  };
  if (size.width < 1 || size.height < 1) throw new Error("nothing is left of the picture");
  return { left: trim.left, top: trim.top, size, full };
}

/** What was cut off at each side. */
export function trimOf({ left, top, size, full }: Crop): Trim {
  return {
    left,
    top,
    right: full.width - left - size.width,
    bottom: full.height - top - size.height,
  };
}

/** A box in fractions of the trimmed picture -> fractions of the full one. */
export function croppedToFull(box: Box, { left, top, size, full }: Crop): Box {
  return {
    x: (left + box.x * size.width) / full.width,
    y: (top + box.y * size.height) / full.height,
    width: (box.width * size.width) / full.width,
    height: (box.height * size.height) / full.height,
  };
}

/** A box in fractions of the full picture -> fractions of the trimmed one, cut to what is left of it. */
export function fullToCropped(box: Box, { left, top, size, full }: Crop): Box {
  return clampBox({
    x: (box.x * full.width - left) / size.width,
    y: (box.y * full.height - top) / size.height,
    width: (box.width * full.width) / size.width,
    height: (box.height * full.height) / size.height,
  });
}
