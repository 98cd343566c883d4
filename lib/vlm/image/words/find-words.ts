import type { Box, Corners, Size } from "@/lib/geometry/box";
import { pixelsToBox } from "@/lib/geometry/pixels";
import { mergeCorners } from "./merge";
import { type Reading, readLine } from "./read-line";
import { type Region, regionsOf } from "./regions";
import { type Pixels, textMap } from "./text-map";
import type { WordModels } from "./word-models";

/** What looking for writing gave. `complete` is false where the time ended first. */
export type FoundWords = { boxes: Box[]; complete: boolean };

/** Long side, in pixels, at which the whole picture is looked at. */
const OVERVIEW = 1024;
/** Small pictures are enlarged, at most by this. */
const MOST_ENLARGED = 2;
/** Long side at which the corners of a larger picture are looked at again: viewers write there. */
const CLOSE = 2048;
const CORNER = { width: 0.42, height: 0.26 };
/** A place less likely than this is not read at all. */
const LEAST_SCORE = 0.4;
/** So likely, and read with few letters or unsure: still writing, in letters the reader lacks. */
const PLAIN_SCORE = 0.93;
const LEAST_LETTERS = 2;
const LEAST_SURE = 0.72;
/** Places that are read one by one; a page with more than these is writing throughout. */
const MOST_READ = 40;
const MOST_BOXES = 100;
/** A box is drawn this much larger, in heights of its line, so that no stroke stands out of it. */
const ROOM = 0.12;

type View = { area: Corners; scale: number };

/** The views of a picture: all of it, and the corners of a large one closer. */
export function viewsOf(size: Size): View[] {
  const long = Math.max(size.width, size.height);
  const whole: View = {
    area: { x1: 0, y1: 0, x2: size.width, y2: size.height },
    scale: Math.min(MOST_ENLARGED, OVERVIEW / long),
  };
  if (long <= OVERVIEW * 1.25) return [whole];
  const scale = Math.min(1, CLOSE / long);
  const wide = Math.round(size.width * CORNER.width);
  const high = Math.round(size.height * CORNER.height);
  const corners = [0, size.height - high].flatMap((top) =>
    [0, size.width - wide].map((left) => ({
      area: { x1: left, y1: top, x2: left + wide, y2: top + high },
      scale,
    })),
  );
  return [whole, ...corners];
}

/** Whether a likely place is writing of two letters or more; a lone letter marks a side, not a person. */
export function isWriting(score: number, { letters, sure }: Reading): boolean {
  if (letters >= LEAST_LETTERS && sure >= LEAST_SURE) return true;
  return score >= PLAIN_SCORE && letters >= LEAST_LETTERS + 1 && sure >= LEAST_SURE / 2;
}

const wholeCorners = (corners: Corners, size: Size): Corners => {
  const x1 = Math.max(0, Math.floor(corners.x1));
  const y1 = Math.max(0, Math.floor(corners.y1));
  return {
    x1: Math.min(x1, size.width - 1),
    y1: Math.min(y1, size.height - 1),
    x2: Math.min(size.width, Math.max(x1 + 1, Math.ceil(corners.x2))),
    y2: Math.min(size.height, Math.max(y1 + 1, Math.ceil(corners.y2))),
  };
};

/** A place on a view's map, in pixels of the picture. */
function onPicture(region: Region, map: Size, { area }: View): Region {
  const across = (area.x2 - area.x1) / map.width;
  const down = (area.y2 - area.y1) / map.height;
  return {
    x1: area.x1 + region.x1 * across,
    y1: area.y1 + region.y1 * down,
    x2: area.x1 + region.x2 * across,
    y2: area.y1 + region.y2 * down,
    score: region.score,
  };
}

function withRoom(corners: Corners, size: Size): Corners {
  const by = Math.max(1, Math.min(corners.x2 - corners.x1, corners.y2 - corners.y1) * ROOM);
  return wholeCorners(
    { x1: corners.x1 - by, y1: corners.y1 - by, x2: corners.x2 + by, y2: corners.y2 + by },
    size,
  );
}

type Looked<T> = { found: T[]; complete: boolean };

/** Places where the detector sees writing, the surest first. */
async function likelyPlaces(
  models: WordModels,
  pixels: Pixels,
  deadline: number,
): Promise<Looked<Region>> {
  const found: Region[] = [];
  for (const view of viewsOf(pixels)) {
    if (performance.now() > deadline) return { found: mergeCorners(found), complete: false };
    const map = await textMap(models.detector, pixels, view.area, view.scale);
    found.push(...regionsOf(map, LEAST_SCORE).map((region) => onPicture(region, map, view)));
  }
  return {
    found: mergeCorners(found).toSorted((a, b) => b.score - a.score),
    complete: true,
  };
}

/** Those of the places in which the reader finds letters. */
async function readPlaces(
  models: WordModels,
  pixels: Pixels,
  places: Region[],
  deadline: number,
): Promise<Looked<Corners>> {
  const found: Corners[] = [];
  for (const place of places.slice(0, MOST_READ)) {
    if (performance.now() > deadline) return { found, complete: false };
    const { reader, characters } = models;
    const reading = await readLine(reader, characters, pixels, wholeCorners(place, pixels));
    if (isWriting(place.score, reading)) found.push(place);
  }
  const rest = places.slice(MOST_READ, MOST_BOXES);
  // So many places: where most of those read were writing, the rest is too.
  if (found.length > MOST_READ / 2) return { found: [...found, ...rest], complete: true };
  return { found, complete: rest.length === 0 };
}

/**
 * Where writing of two letters or more stands on a picture, in fractions of it. What is written
 * there is not given out. Looks no longer than until `deadline` (performance.now()), one step more
 * at most, and says when it had to leave something out.
 */
export async function findWords(
  models: WordModels,
  pixels: Pixels,
  deadline = Number.POSITIVE_INFINITY,
): Promise<FoundWords> {
  const likely = await likelyPlaces(models, pixels, deadline);
  const read = await readPlaces(models, pixels, likely.found, deadline);
  return {
    boxes: read.found.map((corners) => pixelsToBox(withRoom(corners, pixels), pixels)),
    complete: likely.complete && read.complete,
  };
}
