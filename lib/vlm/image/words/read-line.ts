import { type InferenceSession, Tensor } from "onnxruntime-node";
import sharp from "sharp";
import type { Corners } from "@/lib/geometry/box";
import { type Pixels, resized } from "./text-map";

/**
 * How much of a place reads as writing: letters and digits, how sure they were in the mean (0..1),
 * and how many of them are none that a mere shape is read as.
 */
export type Reading = { letters: number; sure: number; plain: number };

const LINE = 48;
const LONGEST = 960;
const SHORTEST = 48;
const LETTER = /[\p{L}\p{N}]/u;
/** A dash, a box, a cell or two of them are read as these. */
const SHAPE = /[一丨丶口日目田iIloOQCcGDeBbPpSs〇\p{N}]/u;
const NOTHING: Reading = { letters: 0, sure: 0, plain: 0 };

/**
 * Reads one place as a line of writing and says how many letters stand there; the letters themselves
 * are not given out. Network: CRNN/SVTR with CTC, [1, 3, 48, w] to [1, t, characters]; character 0 is the
 * blank. A place that is higher than wide is read turned to the right, then to the left.
 */
export async function readLine(
  session: InferenceSession,
  characters: readonly string[],
  pixels: Pixels,
  area: Corners,
): Promise<Reading> {
  const wide = area.x2 - area.x1;
  const high = area.y2 - area.y1;
  if (high <= wide * 1.5) {
    const width = widthOf(wide, high);
    return read(session, characters, await resized(pixels, area, width, LINE), width);
  }
  const width = widthOf(high, wide);
  const upright = await resized(pixels, area, LINE, width);
  let best = NOTHING;
  for (const angle of [90, 270]) {
    const turned = await sharp(upright, { raw: { width: LINE, height: width, channels: 3 } })
      .rotate(angle)
      .raw()
      .toBuffer();
    const reading = await read(session, characters, turned, width);
    if (reading.letters * reading.sure > best.letters * best.sure) best = reading;
  }
  return best;
}

const widthOf = (along: number, across: number): number =>
  Math.min(LONGEST, Math.max(SHORTEST, Math.round((along / across) * LINE)));

async function read(
  session: InferenceSession,
  characters: readonly string[],
  rgb: Uint8Array,
  width: number,
): Promise<Reading> {
  const plane = width * LINE;
  const input = new Float32Array(plane * 3);
  for (let c = 0; c < 3; c += 1) {
    for (let i = 0; i < plane; i += 1) input[c * plane + i] = (rgb[i * 3 + c] ?? 0) / 127.5 - 1;
  }
  const [name] = session.inputNames;
  const [out] = session.outputNames;
  if (name === undefined || out === undefined) throw new Error("the reader has no input");
  const result = await session.run({ [name]: new Tensor("float32", input, [1, 3, LINE, width]) });
  const scores = result[out];
  if (!(scores?.data instanceof Float32Array)) throw new Error("the reader answers another type");
  return decode(scores.data, Number(scores.dims[1]), Number(scores.dims[2]), characters);
}

/** Greedy CTC: repeats are one letter, character 0 is none. */
function decode(
  scores: Float32Array,
  steps: number,
  kinds: number,
  characters: readonly string[],
): Reading {
  let last = 0;
  let sum = 0;
  const read: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    let best = 0;
    for (let kind = 1; kind < kinds; kind += 1) {
      if ((scores[step * kinds + kind] ?? 0) > (scores[step * kinds + best] ?? 0)) best = kind;
    }
    if (best !== last && best !== 0) {
      const character = characters[best] ?? "";
      if (LETTER.test(character)) {
        read.push(character);
        sum += scores[step * kinds + best] ?? 0;
      }
    }
    last = best;
  }
  if (read.length === 0) return NOTHING;
  const plain = read.filter((character) => !SHAPE.test(character)).length;
  return { letters: read.length, sure: sum / read.length, plain };
}
