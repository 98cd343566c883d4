import type { Box, Corners, Size } from "./box";

/**
 * Corners in pixels of the oriented original, floating point: the left edge of the first pixel is
 * 0 and the right edge of the last is `size.width`. `pixelsToBox` is the way back.
 */
export function boxToPixels(box: Box, size: Size): Corners {
  return {
    x1: box.x * size.width,
    y1: box.y * size.height,
    x2: (box.x + box.width) * size.width,
    y2: (box.y + box.height) * size.height,
  };
}

/** Fractions from corners in pixels of the oriented original. */
export function pixelsToBox(corners: Corners, size: Size): Box {
  return {
    x: corners.x1 / size.width,
    y: corners.y1 / size.height,
    width: (corners.x2 - corners.x1) / size.width,
    height: (corners.y2 - corners.y1) / size.height,
  };
}

/**
 * First and last row and column that a box covers, counted from 1 as DICOM counts rows (0028,0010)
 * and columns (0028,0011): PS3.3, C.7.6.3.1.1 and the "pixel" coordinates of C.8.8.
 */
export type RowsAndColumns = {
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
};

const within = (value: number, last: number): number => Math.min(last, Math.max(1, value));

/** Rows and columns that a box covers, rounded to whole ones; at least one of each. */
export function boxToRowsAndColumns(box: Box, size: Size): RowsAndColumns {
  const px = boxToPixels(box, size);
  const firstRow = within(Math.round(px.y1) + 1, size.height);
  const firstColumn = within(Math.round(px.x1) + 1, size.width);
  return {
    firstRow,
    firstColumn,
    lastRow: Math.max(firstRow, within(Math.round(px.y2), size.height)),
    lastColumn: Math.max(firstColumn, within(Math.round(px.x2), size.width)),
  };
}

/** The box of the outer edges of these rows and columns. */
export function rowsAndColumnsToBox(place: RowsAndColumns, size: Size): Box {
  return pixelsToBox(
    {
      x1: place.firstColumn - 1,
      y1: place.firstRow - 1,
      x2: place.lastColumn,
      y2: place.lastRow,
    },
    size,
  );
}

/** Corners as whole thousandths of the picture (0..1000), the form many models write. */
export function boxToThousandths(box: Box): Corners {
  const whole = (value: number): number => Math.min(1000, Math.max(0, Math.round(value * 1000)));
  return {
    x1: whole(box.x),
    y1: whole(box.y),
    x2: whole(box.x + box.width),
    y2: whole(box.y + box.height),
  };
}

/** Fractions from thousandths: exact to half a thousandth of the picture on each edge. */
export function thousandthsToBox(corners: Corners): Box {
  return {
    x: corners.x1 / 1000,
    y: corners.y1 / 1000,
    width: (corners.x2 - corners.x1) / 1000,
    height: (corners.y2 - corners.y1) / 1000,
  };
}
