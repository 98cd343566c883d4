import sharp from "sharp";
import { MAX_PIXELS } from "@/lib/vlm/image/canonical";
import type { Pixels } from "@/lib/vlm/image/words/text-map";
import { generator, seedOf } from "@/scripts/eval/random";
import { readSets } from "@/scripts/eval/rows";
import { openTar } from "@/scripts/eval/tar";
import { KINDS, phantom } from "@/scripts/eval/words/phantoms";

/** A picture to write on or to frame; drawn by code, or of a set that is only read. */
export type Base = { group: string; name: string; open: () => Promise<Pixels> };

const SIDES = [256, 512, 1024, 2400];

/** `count` drawn pictures, the kinds in turn, each kind in each size in turn. */
export function drawnBases(count: number): Base[] {
  return Array.from({ length: count }, (_, at) => {
    const kind = KINDS[at % KINDS.length] ?? "chest";
    const side = SIDES[Math.floor(at / KINDS.length) % SIDES.length] ?? 512;
    const name = `drawn/${kind}/${at}`;
    const open = async () => (await phantom(kind, side, generator(seedOf(name)))).pixels;
    return { group: `drawn ${side} px`, name, open };
  });
}

/** `limit` pictures of each set under the folders, always the same. */
export function setBases(folders: readonly string[], split: string, limit: number): Base[] {
  return readSets(folders, split, limit).flatMap((set) => {
    const tar = openTar(set.archive);
    const files = new Set(set.rows.map((row) => row.image));
    return [...files].map((file) => ({
      group: set.name,
      name: `${set.name}/${file}`,
      open: () => pixelsOf(tar.read(file)),
    }));
  });
}

export async function pixelsOf(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .flatten({ background: "#ffffff" })
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { data, width: info.width, height: info.height };
  const rgb = new Uint8Array(info.width * info.height * 3);
  for (let at = 0; at < rgb.length; at += 1) {
    rgb[at] = data[Math.floor(at / 3) * info.channels] ?? 0;
  }
  return { data: rgb, width: info.width, height: info.height };
}
