import { type Box, boxToCorners, cornersToBox, type Size } from "./box";

/** EXIF orientation (tag 0x0112): 1 is upright; 5 to 8 swap width and height. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

type Point = { x: number; y: number };

const toUpright: Record<Orientation, (p: Point) => Point> = {
  1: ({ x, y }) => ({ x, y }),
  2: ({ x, y }) => ({ x: 1 - x, y }),
  3: ({ x, y }) => ({ x: 1 - x, y: 1 - y }),
  4: ({ x, y }) => ({ x, y: 1 - y }),
  5: ({ x, y }) => ({ x: y, y: x }),
  6: ({ x, y }) => ({ x: 1 - y, y: x }),
  7: ({ x, y }) => ({ x: 1 - y, y: 1 - x }),
  8: ({ x, y }) => ({ x: y, y: 1 - x }),
};

/** The orientation that undoes another: all undo themselves but the two quarter turns. */
const inverse: Record<Orientation, Orientation> = {
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 8,
  7: 7,
  8: 6,
};

/** A box in fractions of the stored (raw) picture -> fractions of the upright one. */
export function storedToUpright(box: Box, orientation: Orientation): Box {
  const corners = boxToCorners(box);
  const a = toUpright[orientation]({ x: corners.x1, y: corners.y1 });
  const b = toUpright[orientation]({ x: corners.x2, y: corners.y2 });
  return cornersToBox({ x1: a.x, y1: a.y, x2: b.x, y2: b.y });
}

/** A box in fractions of the upright picture -> fractions of the stored (raw) one. */
export function uprightToStored(box: Box, orientation: Orientation): Box {
  return storedToUpright(box, inverse[orientation]);
}

/** Size of the upright picture from the stored one's. */
export function uprightSize(stored: Size, orientation: Orientation): Size {
  return orientation >= 5 ? { width: stored.height, height: stored.width } : stored;
}

/** EXIF's number if it is one of the eight, else upright. */
export function orientationOf(value: number | undefined): Orientation {
  switch (value) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return value;
    default:
      return 1;
  }
}
