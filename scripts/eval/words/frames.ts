import sharp from "sharp";
import type { Trim } from "@/lib/geometry/crop";
import type { Pixels } from "@/lib/vlm/image/words/text-map";
import { pixelsOf } from "@/scripts/eval/words/bases";

type Chance = () => number;
type Band = Trim & { background: string };

const LIGHT = ["#ffffff", "#f0f0f0", "#fafaf9", "#e8e8e8", "#d4d0c8"];
const WINDOWS = ["#2b579a", "#3c3c3c", "#dfe3e8", "#5a5a60", "#1f6f50"];

const pick = (items: readonly string[], chance: Chance): string =>
  items[Math.floor(chance() * items.length)] ?? "#ffffff";
const even = (by: number, background: string): Band => ({
  left: by,
  right: by,
  top: by,
  bottom: by,
  background,
});

async function around(pixels: Pixels, { background, ...trim }: Band): Promise<Pixels> {
  const { width, height } = pixels;
  const { data, info } = await sharp(pixels.data, { raw: { width, height, channels: 3 } })
    .extend({ ...trim, background })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** A title and window buttons on the bar at the top. */
async function titled(pixels: Pixels, bar: number): Promise<Pixels> {
  const { width, height } = pixels;
  const size = Math.max(8, Math.round(bar * 0.45));
  const boxes = Array.from({ length: 9 }, (_, at) => {
    const x = Math.round(size * (0.5 + at * 0.75));
    return `<rect x="${x}" y="${Math.round(bar * 0.3)}" width="${Math.round(size * 0.5)}" height="${Math.round(bar * 0.4)}" fill="#999"/>`;
  });
  const close = `<circle cx="${width - bar}" cy="${bar / 2}" r="${bar * 0.25}" fill="#d9534f"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${boxes.join("")}${close}</svg>`;
  const data = await sharp(pixels.data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { data, width, height };
}

/** A picture in a screenshot, and how much of it is border at each side. */
export type Framed = { kind: string; pixels: Pixels; trim: Trim };

const KINDS = ["page", "window", "window on a page", "window, JPEG"] as const;

const sum = (a: Trim, b: Trim): Trim => ({
  left: a.left + b.left,
  right: a.right + b.right,
  top: a.top + b.top,
  bottom: a.bottom + b.bottom,
});

/** A viewer shows a small picture larger: to 500 pixels and more on the long side. */
async function enlarged(pixels: Pixels): Promise<Pixels> {
  const { width, height } = pixels;
  const by = Math.ceil(500 / Math.max(width, height));
  if (by <= 1) return pixels;
  const { data, info } = await sharp(pixels.data, { raw: { width, height, channels: 3 } })
    .resize(width * by, height * by)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** A page's margin, a window with a title bar, both, or that saved as JPEG; sizes and colours drawn. */
export async function frame(bare: Pixels, chance: Chance): Promise<Framed> {
  const kind = KINDS[Math.floor(chance() * KINDS.length)] ?? "page";
  let pixels = await enlarged(bare);
  const long = Math.max(pixels.width, pixels.height);
  const margin = () => Math.max(4, Math.round(long * (0.02 + chance() * 0.15)));
  let trim: Trim = { left: 0, top: 0, right: 0, bottom: 0 };
  const add = async (band: Band) => {
    pixels = await around(pixels, band);
    trim = sum(trim, band);
  };
  if (kind !== "window on a page") await add(even(margin(), pick(LIGHT, chance)));
  if (kind !== "page") {
    const edge = Math.max(1, Math.round(long * 0.006));
    const bar = Math.max(16, Math.round(long * 0.06));
    await add({ ...even(edge, pick(WINDOWS, chance)), top: bar });
    pixels = await titled(pixels, bar);
  }
  if (kind === "window on a page") await add(even(margin(), pick(LIGHT, chance)));
  if (kind === "window, JPEG") {
    const { width, height } = pixels;
    const raw = { width, height, channels: 3 as const };
    pixels = await pixelsOf(await sharp(pixels.data, { raw }).jpeg({ quality: 80 }).toBuffer());
  }
  return { kind, pixels, trim };
}
