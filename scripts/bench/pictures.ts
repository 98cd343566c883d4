import sharp from "sharp";
import { readImage } from "@/lib/vlm/image/read-image";
import { generator } from "@/scripts/eval/random";

const SIDE = 512;

/**
 * A grey picture of blurred blobs as a PNG file, another for each seed. What it shows has no
 * bearing on how long it takes.
 */
export async function drawnPicture(seed: number): Promise<Buffer> {
  const next = generator(seed);
  const blobs = Array.from({ length: 12 }, () => {
    const [x, y] = [next() * SIDE, next() * SIDE];
    const [rx, ry] = [20 + next() * 90, 20 + next() * 90];
    const grey = Math.round(40 + next() * 200);
    return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="rgb(${grey},${grey},${grey})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><rect width="${SIDE}" height="${SIDE}"/>${blobs.join("")}</svg>`;
  return sharp(Buffer.from(svg)).blur(4).png().toBuffer();
}

/** The canonical PNG of such a file, as an upload becomes one. */
export async function canonicalPicture(file: Uint8Array): Promise<Uint8Array> {
  return (await readImage(file)).png;
}
