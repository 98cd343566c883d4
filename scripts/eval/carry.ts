import { type Box, boxToCorners, clampBox, cornersToBox, type Size } from "@/lib/geometry/box";

/**
 * A box of a picture in the picture that is left when `share` of the width and of the height is
 * cut off, half at each side. What is cut off of the box is lost. Fractions in, fractions out.
 */
export function cropBox(box: Box, share: number): Box {
  const left = share / 2;
  const rest = 1 - share;
  return clampBox({
    x: (box.x - left) / rest,
    y: (box.y - left) / rest,
    width: box.width / rest,
    height: box.height / rest,
  });
}

/** Size in pixels, not rounded, of the smallest upright frame around a picture turned by `degrees`. */
export function turnedSize({ width, height }: Size, degrees: number): Size {
  const [cos, sin] = cosSin(degrees);
  return {
    width: width * Math.abs(cos) + height * Math.abs(sin),
    height: width * Math.abs(sin) + height * Math.abs(cos),
  };
}

function cosSin(degrees: number): [number, number] {
  const angle = (degrees * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

/**
 * The upright hull of a box after its picture, `size` pixels, was turned clockwise by `degrees`
 * about its centre, in fractions of `frame`, which has the same centre. The hull is larger than
 * what the box held, so a perfect box around the turned thing overlaps it by less than 1.
 */
export function turnBox(box: Box, size: Size, degrees: number, frame: Size): Box {
  const [cos, sin] = cosSin(degrees);
  const { x1, y1, x2, y2 } = boxToCorners(box);
  const points = [x1, x2].flatMap((x) =>
    [y1, y2].map((y) => {
      const [dx, dy] = [(x - 0.5) * size.width, (y - 0.5) * size.height];
      return [(dx * cos - dy * sin) / frame.width, (dx * sin + dy * cos) / frame.height] as const;
    }),
  );
  const across = points.map(([x]) => x + 0.5);
  const down = points.map(([, y]) => y + 0.5);
  return clampBox(
    cornersToBox({
      x1: Math.min(...across),
      y1: Math.min(...down),
      x2: Math.max(...across),
      y2: Math.max(...down),
    }),
  );
}

/** Pixels added around a picture. */
export type Margins = { left: number; right: number; top: number; bottom: number };

/** A box of a picture of `size` pixels in the picture with margins around it. */
export function frameBox(box: Box, size: Size, margins: Margins): Box {
  const width = size.width + margins.left + margins.right;
  const height = size.height + margins.top + margins.bottom;
  return {
    x: (margins.left + box.x * size.width) / width,
    y: (margins.top + box.y * size.height) / height,
    width: (box.width * size.width) / width,
    height: (box.height * size.height) / height,
  };
}

/** A box in the picture's mirror image, left and right exchanged. */
export function mirrorBox(box: Box): Box {
  return { ...box, x: 1 - box.x - box.width };
}
