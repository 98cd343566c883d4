import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import type { Corners } from "@/lib/geometry/box";
import type { Pixels } from "@/lib/vlm/image/words/text-map";
import { dotted } from "@/scripts/eval/words/bitmap-font";

type Chance = () => number;

/** How one line was written: `place` is a corner, an edge or the middle. */
export type Written = {
  place: "corner" | "edge" | "middle";
  font: string;
  /** Height of a capital in pixels. */
  height: number;
  /** Difference of grey between ink and ground, 0..255. */
  contrast: number;
  /** The inked pixels' rectangle, in pixels of the picture. */
  box: Corners;
  /** The inked pixels: y * width + x. */
  ink: number[];
};

const NAMES = [
  "MEYER, ANNA",
  "Olsen Kari",
  "DUBOIS^JEAN",
  "Tanaka Yuki",
  "SMITH, JOHN A",
  "Rossi M.",
];
const LINES = [
  "ID 40771-22",
  "1957-02-03",
  "DOB: 11/04/1962",
  "St. Mary Hospital",
  "08:41:07",
  "Acc 20931",
];
const FONTS = ["Geist Sans", "Geist Sans Bold", "Geist Mono", "dots"] as const;
const FILES: Record<string, string> = {
  "Geist Sans": "geist-sans/Geist-Regular.ttf",
  "Geist Sans Bold": "geist-sans/Geist-Bold.ttf",
  "Geist Mono": "geist-mono/GeistMono-Regular.ttf",
};
/** A capital of Geist is so many ems high. */
const CAPITAL = 0.71;

const pick = <T>(items: readonly T[], chance: Chance): T => {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
};

function fontFile(font: string): string {
  const base = path.dirname(createRequire(import.meta.url).resolve("geist/font/sans"));
  return path.join(base, "fonts", FILES[font] ?? "");
}

type Ink = { alpha: Buffer; width: number; height: number };

/** The line as a mask of its own size. */
async function inkOf(text: string, font: string, capital: number): Promise<Ink> {
  if (font === "dots") {
    const { svg, width, height } = dotted(text, Math.max(1, Math.round(capital / 7)), "#fff");
    const data = await sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${svg}</svg>`,
      ),
    )
      .extractChannel(3)
      .raw()
      .toBuffer();
    return { alpha: data, width, height };
  }
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="white">${text}</span>`,
      fontfile: fontFile(font),
      font: `${font.startsWith("Geist Mono") ? "Geist Mono" : "Geist"} ${font.endsWith("Bold") ? "Bold " : ""}${Math.max(1, Math.round(capital / CAPITAL))}px`,
      rgba: true,
      dpi: 72,
    },
  })
    .extractChannel(3)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { alpha: data, width: info.width, height: info.height };
}

/** Pixels that are at least a quarter ink, in the picture. */
function inkOn({ alpha, width }: Ink, left: number, top: number, across: number): number[] {
  const on: number[] = [];
  for (let at = 0; at < alpha.length; at += 1) {
    if ((alpha[at] ?? 0) < 64) continue;
    on.push((top + Math.floor(at / width)) * across + left + (at % width));
  }
  return on;
}

function inkBox({ alpha, width, height }: Ink): Corners {
  let [x1, y1, x2, y2] = [width, height, 0, 0];
  for (let at = 0; at < alpha.length; at += 1) {
    if ((alpha[at] ?? 0) < 64) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    x1 = Math.min(x1, x);
    y1 = Math.min(y1, y);
    x2 = Math.max(x2, x + 1);
    y2 = Math.max(y2, y + 1);
  }
  return { x1, y1, x2, y2 };
}

/** The middle grey of a rectangle. */
function groundOf({ data, width }: Pixels, { x1, y1, x2, y2 }: Corners): number {
  const values: number[] = [];
  for (let y = y1; y < y2; y += 1) {
    for (let x = x1; x < x2; x += 1) {
      const at = (y * width + x) * 3;
      values.push(((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3);
    }
  }
  values.sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
}

function lay(pixels: Pixels, ink: Ink, left: number, top: number, grey: number): void {
  for (let at = 0; at < ink.alpha.length; at += 1) {
    const share = (ink.alpha[at] ?? 0) / 255;
    if (share === 0) continue;
    const to = ((top + Math.floor(at / ink.width)) * pixels.width + left + (at % ink.width)) * 3;
    for (let c = 0; c < 3; c += 1) {
      pixels.data[to + c] = Math.round((pixels.data[to + c] ?? 0) * (1 - share) + grey * share);
    }
  }
}

type Plan = { place: Written["place"]; text: string; font: string; capital: number };

const overlaps = (a: Corners, b: Corners): boolean =>
  a.x1 < b.x2 + 4 && b.x1 < a.x2 + 4 && a.y1 < b.y2 + 4 && b.y1 < a.y2 + 4;

function placed(
  plan: Plan,
  pixels: Pixels,
  ink: Ink,
  chance: Chance,
): { left: number; top: number } {
  const room = Math.round(3 + chance() * 0.02 * pixels.width);
  const [right, bottom] = [pixels.width - ink.width - room, pixels.height - ink.height - room];
  if (plan.place === "corner") {
    return { left: chance() < 0.5 ? room : right, top: chance() < 0.5 ? room : bottom };
  }
  if (plan.place === "edge") {
    const middle = Math.round((pixels.width - ink.width) / 2);
    return { left: middle, top: chance() < 0.5 ? room : bottom };
  }
  return {
    left: Math.round(pixels.width * 0.2 + chance() * (pixels.width * 0.6 - ink.width)),
    top: Math.round(pixels.height * (0.3 + chance() * 0.4)),
  };
}

/**
 * Writes one to three lines, names and what stands beside them, on a copy of a picture. Ink is white
 * or black, as far from the ground as the drawn contrast says. What does not fit is left out.
 */
export async function writeOn(
  bare: Pixels,
  chance: Chance,
): Promise<{ pixels: Pixels; written: Written[] }> {
  const pixels: Pixels = { ...bare, data: Uint8Array.from(bare.data) };
  const written: Written[] = [];
  const lines = 1 + Math.floor(chance() * 3);
  for (let line = 0; line < lines; line += 1) {
    const plan: Plan = {
      place: pick(["corner", "corner", "corner", "edge", "middle"] as const, chance),
      text: line === 0 ? pick(NAMES, chance) : pick([...NAMES, ...LINES], chance),
      font: pick(FONTS, chance),
      // A large film is written on in larger letters, not in more of them.
      capital: pick([7, 9, 12, 16, 24], chance) * Math.max(1, Math.round(bare.width / 1024)),
    };
    const ink = await inkOf(plan.text, plan.font, plan.capital);
    if (ink.width > pixels.width * 0.6 || ink.height > pixels.height * 0.2) continue;
    const { left, top } = placed(plan, pixels, ink, chance);
    const area = { x1: left, y1: top, x2: left + ink.width, y2: top + ink.height };
    const inked = inkBox(ink);
    const box = {
      x1: left + inked.x1,
      y1: top + inked.y1,
      x2: left + inked.x2,
      y2: top + inked.y2,
    };
    if (written.some((other) => overlaps(other.box, box))) continue;
    const ground = groundOf(pixels, area);
    const contrast = pick([50, 100, 200], chance);
    const grey = ground < 128 ? Math.min(255, ground + contrast) : Math.max(0, ground - contrast);
    lay(pixels, ink, left, top, grey);
    const { place, font } = plan;
    written.push({
      ...{ place, font, height: plan.capital, box },
      contrast: Math.abs(grey - ground),
      ink: inkOn(ink, left, top, pixels.width),
    });
  }
  return { pixels, written };
}
