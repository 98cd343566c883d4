import sharp from "sharp";
import type { Size } from "@/lib/geometry/box";
import { readImage } from "@/lib/vlm/image/read-image";
import { generator, sample, seedOf } from "@/scripts/eval/random";
import type { DataSet } from "@/scripts/eval/rows";
import { openTar } from "@/scripts/eval/tar";

/** A picture that shows nothing; `file` gives its bytes as a person would bring them. */
export type Blank = { kind: string; name: string; file: () => Promise<Uint8Array> };

const SIZES: readonly Size[] = [
  { width: 512, height: 512 },
  { width: 640, height: 480 },
  { width: 300, height: 400 },
];
const GREYS = [40, 90, 128, 170, 215];
/** Colours that skin, stained tissue, stained blood and the bowel have. */
const COLOURS = [
  [224, 170, 150],
  [200, 120, 170],
  [235, 190, 220],
  [200, 60, 40],
  [230, 210, 150],
] as const;
/** Pictures that an average is made of, and the side that they are squeezed to. */
const AVERAGED = 32;
const LEAST = 8;
const SIDE = 256;

const nameOf = ({ width, height }: Size) => `${width}x${height}`;

function filled(kind: string, [r, g, b]: readonly [number, number, number]): Blank[] {
  return SIZES.map((size) => ({
    kind,
    name: `${kind} ${r} ${g} ${b} ${nameOf(size)}`,
    file: () =>
      sharp({ create: { ...size, channels: 3, background: { r, g, b } } })
        .png()
        .toBuffer(),
  }));
}

/** Seeded noise: every sample for itself, or grey; in squares of `grain` pixels. */
export function noise(size: Size, grain: number, grey: boolean, seed: number): Uint8Array {
  const next = generator(seed);
  const across = Math.ceil(size.width / grain);
  const down = Math.ceil(size.height / grain);
  const channels = grey ? 1 : 3;
  const grains = Uint8Array.from({ length: across * down * channels }, () => next() * 256);
  const data = new Uint8Array(size.width * size.height * 3);
  for (const i of data.keys()) {
    const pixel = Math.floor(i / 3);
    const x = Math.floor((pixel % size.width) / grain);
    const y = Math.floor(pixel / size.width / grain);
    data[i] = grains[(y * across + x) * channels + (grey ? 0 : i % 3)] ?? 0;
  }
  return data;
}

function noisy(): Blank[] {
  const kinds = SIZES.flatMap((size) =>
    [1, 2, 8].flatMap((grain) => [true, false].map((grey) => ({ size, grain, grey }))),
  );
  return kinds.map(({ size, grain, grey }) => {
    const name = `noise ${grain} ${grey ? "grey" : "colour"} ${nameOf(size)}`;
    return {
      kind: "noise",
      name,
      file: () => {
        const data = noise(size, grain, grey, seedOf(name));
        return sharp(data, { raw: { ...size, channels: 3 } })
          .png()
          .toBuffer();
      },
    };
  });
}

/** Mean of pictures of equal size, sample by sample, rounded. */
export function averageOf(pictures: readonly Uint8Array[]): Uint8Array {
  const sums = new Float64Array(pictures[0]?.length ?? 0);
  for (const picture of pictures) {
    for (const [i, value] of picture.entries()) sums[i] = (sums[i] ?? 0) + value;
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / pictures.length));
}

/** A set's average picture: up to 32 of its pictures squeezed to a square and averaged. */
function averages(set: DataSet): Blank[] {
  const rows = set.full.filter(({ modality }) => modality !== "none");
  if (rows.length < LEAST) return [];
  const chosen = sample(rows, AVERAGED, `average of ${set.name}`);
  const file = async () => {
    const tar = openTar(set.archive);
    const pictures: Uint8Array[] = [];
    for (const row of chosen) {
      const { png } = await readImage(tar.read(row.image));
      const squeezed = sharp(png).toColourspace("srgb").resize(SIDE, SIDE, { fit: "fill" });
      const { data, info } = await squeezed.raw().toBuffer({ resolveWithObject: true });
      const step = info.channels;
      const at = (i: number) => Math.floor(i / 3) * step + (step === 3 ? i % 3 : 0);
      pictures.push(Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => data[at(i)] ?? 0));
    }
    tar.close();
    return sharp(averageOf(pictures), { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .png()
      .toBuffer();
  };
  return [{ kind: "average", name: `average ${set.name} ${chosen.length}`, file }];
}

/** Black, white, greys, plain colours, noise of three grains, and the average picture of each set. */
export function blankPictures(sets: readonly DataSet[]): Blank[] {
  return [
    ...filled("black", [0, 0, 0]),
    ...filled("white", [255, 255, 255]),
    ...GREYS.flatMap((value) => filled("grey", [value, value, value])),
    ...COLOURS.flatMap((colour) => filled("colour", colour)),
    ...noisy(),
    ...sets.flatMap(averages),
  ];
}
