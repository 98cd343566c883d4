import type { Box, Corners, Size } from "@/lib/geometry/box";
import { pixelsToBox } from "@/lib/geometry/pixels";
import { areNeighbours, joinLines, mergeCorners } from "./merge";
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
/** From how many letters on a place counts as writing, and how sure each must be read in the mean. */
const FEW = { letters: 2, sure: 0.72 };
/** So many letters in a row are writing though they are read badly: small, or in another script. */
const MANY = { letters: 4, sure: 0.4 };
/** A line higher than this share of the picture's long side is a shape; cells read as "OO". */
const HIGHEST_LINE = 0.12;
/** Higher only where all of it is read surely: a headline. */
const HEADLINE = 0.9;
/** What lies within so many line heights of writing, as high as it, is writing, read or not. */
const NEAR = 1;
/** A letter is at least so wide for its line's height. */
const NARROWEST = 0.4;
/** Places that are read one by one; a page with more than these is writing throughout. */
const MOST_READ = 60;
/** A place so much wider than high has a line's shape and is read before the others. */
const LINE_SHAPE = 1.8;
const MOST_BOXES = 100;
/** A box is larger than what was found by these shares of its line's height, so that no stroke stands out. */
const ROOM = { along: 0.4, across: 0.2 };

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

/**
 * Whether a place, `place` pixels, of a picture, `long` pixels on its long side, is writing of two
 * letters or more. A lone letter marks a side, not a person, and two or three digits are no name.
 */
export function isWriting(place: Size, long: number, { letters, sure, plain }: Reading): boolean {
  const along = Math.max(place.width, place.height);
  const across = Math.min(place.width, place.height);
  const high = across > long * HIGHEST_LINE;
  const enough = high ? HEADLINE : plain === 0 ? FEW.sure : MANY.sure;
  if (letters >= MANY.letters && sure >= enough) return true;
  if (high || plain === 0 || letters < FEW.letters || sure < FEW.sure) return false;
  return along >= across * NARROWEST * letters;
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

function withRoom({ x1, y1, x2, y2 }: Corners, size: Size): Corners {
  const lying = x2 - x1 >= y2 - y1;
  const line = Math.min(x2 - x1, y2 - y1);
  const across = Math.max(1, line * (lying ? ROOM.along : ROOM.across));
  const down = Math.max(1, line * (lying ? ROOM.across : ROOM.along));
  return wholeCorners({ x1: x1 - across, y1: y1 - down, x2: x2 + across, y2: y2 + down }, size);
}

type Looked<T> = { found: T[]; complete: boolean };

const isLine = ({ x1, y1, x2, y2 }: Corners): boolean => x2 - x1 >= (y2 - y1) * LINE_SHAPE;

/** Places where the detector sees writing: those of a line's shape first, then the surest. */
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
    found: mergeCorners(found).toSorted(
      (a, b) => Number(isLine(b)) - Number(isLine(a)) || b.score - a.score,
    ),
    complete: true,
  };
}

/** Those of the places in which the reader finds letters, and what stands right beside them. */
async function readPlaces(
  models: WordModels,
  pixels: Pixels,
  places: Region[],
  deadline: number,
): Promise<Looked<Corners>> {
  const { reader, characters } = models;
  const long = Math.max(pixels.width, pixels.height);
  const found: Corners[] = [];
  let unread: Corners[] = places.slice(MOST_READ, MOST_BOXES);
  let complete = unread.length === 0;
  for (const [at, place] of places.slice(0, MOST_READ).entries()) {
    if (performance.now() > deadline) {
      unread = places.slice(at, MOST_BOXES);
      complete = false;
      break;
    }
    const reading = await readLine(reader, characters, pixels, wholeCorners(place, pixels));
    const size = { width: place.x2 - place.x1, height: place.y2 - place.y1 };
    if (isWriting(size, long, reading)) found.push(place);
    else unread.push(place);
  }
  // So many places: where most of those read were writing, the rest is too.
  if (found.length > MOST_READ / 2) return { found: [...found, ...unread], complete: true };
  return { found: withNeighbours(found, unread), complete };
}

/** The found places, and those of the others that lie beside one, and beside these in turn. */
function withNeighbours(found: Corners[], others: Corners[]): Corners[] {
  const near = others.filter((other) => found.some((one) => areNeighbours(one, other, NEAR)));
  if (near.length === 0) return found;
  return withNeighbours(
    [...found, ...near],
    others.filter((other) => !near.includes(other)),
  );
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
    boxes: joinLines(read.found).map((corners) => pixelsToBox(withRoom(corners, pixels), pixels)),
    complete: likely.complete && read.complete,
  };
}
