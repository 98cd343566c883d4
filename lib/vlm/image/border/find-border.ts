import type { Corners } from "@/lib/geometry/box";
import type { Trim } from "@/lib/geometry/crop";
import type { Pixels } from "../words/text-map";
import { type Colour, colourOf, lineAt, SIDES, type Side, shareNear } from "./lines";

/** A border line is of one colour in this share of its pixels. */
const UNIFORM = 0.98;
/** A title bar with words in it keeps its colour in this share, and ends in a uniform line. */
const BAR = 0.5;
const HIGHEST_BAR = 0.12;
/** Largest difference, of 255, in any channel within one colour: JPEG blurs it. */
const NEAR = 16;
/** Where the picture begins, this share of the line differs from the border by more than FAR. */
const EDGE = 0.6;
const FAR = 24;
/** Darker than this is no border: black surrounds belong to fundus, MRI and ultrasound pictures. */
const DARK = 28;
const MOST_LAYERS = 4;
/** What stays has at least this share of each side, and so many pixels. */
const LEAST_SHARE = 0.3;
const LEAST_SIDE = 48;
/** Less than this in all is not worth a word. */
const LEAST_TRIM = 4;

const isDark = (colour: Colour): boolean => Math.max(...colour) < DARK;

/** How many lines from this side of the rectangle inwards are border of one colour. */
function depth(pixels: Pixels, rect: Corners, side: Side): { lines: number; colour: Colour } {
  const across = side === "top" || side === "bottom" ? rect.y2 - rect.y1 : rect.x2 - rect.x1;
  const colour = colourOf(pixels, lineAt(rect, side, 0));
  if (isDark(colour)) return { lines: 0, colour };
  const mostBar = Math.round(across * HIGHEST_BAR);
  let lines = 0;
  let inBar = 0;
  for (let at = 0; at < across; at += 1) {
    const share = shareNear(pixels, lineAt(rect, side, at), colour, NEAR);
    if (share >= UNIFORM) {
      lines = at + 1;
      inBar = 0;
    } else if (lines > 0 && share >= BAR && inBar < mostBar) inBar += 1;
    else break;
  }
  return { lines, colour };
}

function cut(rect: Corners, side: Side, lines: number): Corners {
  switch (side) {
    case "top":
      return { ...rect, y1: rect.y1 + lines };
    case "bottom":
      return { ...rect, y2: rect.y2 - lines };
    case "left":
      return { ...rect, x1: rect.x1 + lines };
    case "right":
      return { ...rect, x2: rect.x2 - lines };
  }
}

/** Whether something straight begins here: nearly all of one of the next lines is unlike the border. */
function beginsStraight(pixels: Pixels, rect: Corners, side: Side, colour: Colour): boolean {
  return [0, 1, 2, 3].some(
    (at) => 1 - shareNear(pixels, lineAt(rect, side, at), colour, FAR) >= EDGE,
  );
}

const sideOf = (rect: Corners, side: Side): number =>
  ({ top: rect.y1, bottom: rect.y2, left: rect.x1, right: rect.x2 })[side];

/**
 * What a viewer or a page put around a picture: bands of one colour at opposite sides, a title bar
 * among them, which end in the straight edge of something. Null where that is not sure. A black
 * surround is never taken for a border, nor light ground around something round.
 */
export function findBorder(pixels: Pixels): Trim | null {
  const { width, height } = pixels;
  let rect: Corners = { x1: 0, y1: 0, x2: width, y2: height };
  const sure: Record<Side, number> = { top: 0, bottom: height, left: 0, right: width };
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const colours = new Map<Side, Colour>();
    for (const side of SIDES) {
      const { lines, colour } = depth(pixels, rect, side);
      if (lines === 0) continue;
      rect = cut(rect, side, lines);
      colours.set(side, colour);
      if (rect.x2 - rect.x1 < LEAST_SIDE || rect.y2 - rect.y1 < LEAST_SIDE) break;
    }
    const left = rect.x2 - rect.x1 >= LEAST_SIDE && rect.y2 - rect.y1 >= LEAST_SIDE;
    if (colours.size === 0 || !left) break;
    for (const [side, colour] of colours) {
      if (beginsStraight(pixels, rect, side, colour)) sure[side] = sideOf(rect, side);
    }
  }
  const trim: Trim = {
    left: sure.left,
    top: sure.top,
    right: width - sure.right,
    bottom: height - sure.bottom,
  };
  return isSure(trim, pixels) ? trim : null;
}

function isSure(trim: Trim, { width, height }: Pixels): boolean {
  const { left, top, right, bottom } = trim;
  const opposite = (left > 0 && right > 0) || (top > 0 && bottom > 0);
  if (!opposite || left + right + top + bottom < LEAST_TRIM) return false;
  return (
    width - left - right >= width * LEAST_SHARE && height - top - bottom >= height * LEAST_SHARE
  );
}
