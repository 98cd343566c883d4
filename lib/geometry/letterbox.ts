import { type Box, type Corners, clampBox, type Size } from "./box";

/**
 * How a picture lies in the model's square: resized to `width` x `height` whole pixels, its shape
 * kept, its top-left corner at (`left`, `top`), the rest black.
 */
export type Letterbox = {
  side: number;
  width: number;
  height: number;
  left: number;
  top: number;
};

/** Half to even, as Python's round() in the training code. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The letterbox of a picture of `size` pixels in a square of `side` pixels, as in training. */
export function letterboxOf(size: Size, side: number): Letterbox {
  const scale = side / Math.max(size.width, size.height);
  const width = Math.max(1, roundHalfEven(size.width * scale));
  const height = Math.max(1, roundHalfEven(size.height * scale));
  return {
    side,
    width,
    height,
    left: Math.floor((side - width) / 2),
    top: Math.floor((side - height) / 2),
  };
}

/**
 * The letterbox without rounding, in pixels of the original: fractions of the square mean the same
 * in training and here, whatever whole pixels the resized picture got.
 */
export function exactLetterbox(size: Size): Letterbox {
  const side = Math.max(size.width, size.height);
  return { side, ...size, left: (side - size.width) / 2, top: (side - size.height) / 2 };
}

/** Corners in pixels of the model's square; `letterboxToBox` is the way back. */
export function boxToLetterbox(box: Box, letterbox: Letterbox): Corners {
  return {
    x1: letterbox.left + box.x * letterbox.width,
    y1: letterbox.top + box.y * letterbox.height,
    x2: letterbox.left + (box.x + box.width) * letterbox.width,
    y2: letterbox.top + (box.y + box.height) * letterbox.height,
  };
}

/** Fractions of the original from corners in pixels of the square. Not clamped. */
export function letterboxToBox(corners: Corners, letterbox: Letterbox): Box {
  return {
    x: (corners.x1 - letterbox.left) / letterbox.width,
    y: (corners.y1 - letterbox.top) / letterbox.height,
    width: (corners.x2 - corners.x1) / letterbox.width,
    height: (corners.y2 - corners.y1) / letterbox.height,
  };
}

/** As `letterboxToBox`, from fractions of the square, cut to what lies inside the picture. */
export function squareToBox(square: Corners, letterbox: Letterbox): Box {
  const { side } = letterbox;
  return clampBox(
    letterboxToBox(
      { x1: square.x1 * side, y1: square.y1 * side, x2: square.x2 * side, y2: square.y2 * side },
      letterbox,
    ),
  );
}
