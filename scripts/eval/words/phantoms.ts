import sharp from "sharp";
import type { Pixels } from "@/lib/vlm/image/words/text-map";

/** A picture like those of one kind, drawn by code, without a letter on it. */
export type Phantom = { kind: string; pixels: Pixels };

type Chance = () => number;
type Draw = (side: number, chance: Chance) => string;

const between = (chance: Chance, from: number, to: number): number => from + chance() * (to - from);
const grey = (value: number): string => {
  const level = Math.round(Math.min(255, Math.max(0, value)));
  return `rgb(${level},${level},${level})`;
};
const many = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join("");

/** Ribs, lungs and a heart on a grey film. */
const chest: Draw = (s, chance) => {
  const ground = between(chance, 60, 110);
  const lung = (x: number) =>
    `<ellipse cx="${x * s}" cy="${0.48 * s}" rx="${0.17 * s}" ry="${0.32 * s}" fill="${grey(ground * 0.35)}"/>`;
  const ribs = many(9, (at) => {
    const y = (0.16 + at * 0.075) * s;
    return [0.29, 0.71]
      .map(
        (x) =>
          `<path d="M ${(x - 0.17) * s} ${y} q ${0.17 * s} ${between(chance, -0.09, -0.03) * s} ${0.34 * s} 0" fill="none" stroke="${grey(ground * 0.8)}" stroke-width="${0.018 * s}"/>`,
      )
      .join("");
  });
  return `<rect width="${s}" height="${s}" fill="${grey(ground)}"/>${lung(0.29)}${lung(0.71)}${ribs}
    <ellipse cx="${0.54 * s}" cy="${0.62 * s}" rx="${0.13 * s}" ry="${0.17 * s}" fill="${grey(ground * 1.9)}"/>
    <rect x="${0.46 * s}" width="${0.08 * s}" height="${s}" fill="${grey(ground * 1.7)}"/>`;
};

/** A head with folds on black. */
const head: Draw = (s, chance) => `<rect width="${s}" height="${s}" fill="#000"/>
  <ellipse cx="${0.5 * s}" cy="${0.5 * s}" rx="${0.37 * s}" ry="${0.44 * s}" fill="${grey(190)}"/>
  <ellipse cx="${0.5 * s}" cy="${0.5 * s}" rx="${0.34 * s}" ry="${0.41 * s}" fill="${grey(80)}"/>
  ${many(46, () => {
    const turn = chance() * 6.283;
    const far = between(chance, 0.1, 0.33);
    const [x, y] = [0.5 + Math.cos(turn) * far * 0.9, 0.5 + Math.sin(turn) * far * 1.15];
    return `<path d="M ${x * s} ${y * s} q ${between(chance, -0.05, 0.05) * s} ${between(chance, -0.05, 0.05) * s} ${between(chance, -0.08, 0.08) * s} ${between(chance, -0.08, 0.08) * s}" fill="none" stroke="${grey(between(chance, 40, 170))}" stroke-width="${0.012 * s}"/>`;
  })}`;

/** The back of an eye with vessels, round on black. */
const fundus: Draw = (s, chance) => `<rect width="${s}" height="${s}" fill="#000"/>
  <circle cx="${0.5 * s}" cy="${0.5 * s}" r="${0.46 * s}" fill="#b4501e"/>
  ${many(14, (at) => {
    const down = at % 2 === 0 ? 1 : -1;
    return `<path d="M ${0.68 * s} ${0.5 * s} c ${-0.1 * s} ${down * between(chance, 0.05, 0.2) * s} ${-0.25 * s} ${down * between(chance, 0.1, 0.3) * s} ${-between(chance, 0.3, 0.45) * s} ${down * between(chance, 0, 0.3) * s}" fill="none" stroke="#7d2313" stroke-width="${between(chance, 0.003, 0.012) * s}"/>`;
  })}
  <circle cx="${0.68 * s}" cy="${0.5 * s}" r="${0.06 * s}" fill="#f2c878"/>`;

/** Cells, close together, with dark nuclei. */
const tissue: Draw = (s, chance) => `<rect width="${s}" height="${s}" fill="#eec8dc"/>
  ${many(420, () => {
    const r = between(chance, 0.006, 0.02) * s;
    return `<ellipse cx="${chance() * s}" cy="${chance() * s}" rx="${r}" ry="${r * between(chance, 0.5, 1)}" fill="rgb(${between(chance, 80, 140)},${between(chance, 40, 90)},${between(chance, 120, 170)})"/>`;
  })}`;

/** A mole under hairs. */
const skin: Draw = (s, chance) => `<rect width="${s}" height="${s}" fill="#d8a88e"/>
  <ellipse cx="${0.5 * s}" cy="${0.5 * s}" rx="${0.2 * s}" ry="${0.17 * s}" fill="#5b3325"/>
  ${many(26, () => `<path d="M ${chance() * s} ${chance() * s} q ${between(chance, -0.1, 0.1) * s} ${between(chance, -0.1, 0.1) * s} ${between(chance, -0.3, 0.3) * s} ${between(chance, -0.3, 0.3) * s}" fill="none" stroke="#3a2a22" stroke-width="${between(chance, 0.002, 0.006) * s}"/>`)}`;

/** An ultrasound fan with a grey scale and a depth ruler, which are no writing. */
const fan: Draw = (s, chance) => `<rect width="${s}" height="${s}" fill="#000"/>
  <path d="M ${0.42 * s} ${0.08 * s} L ${0.58 * s} ${0.08 * s} L ${0.92 * s} ${0.85 * s} Q ${0.5 * s} ${1.02 * s} ${0.08 * s} ${0.85 * s} Z" fill="${grey(70)}"/>
  <ellipse cx="${0.5 * s}" cy="${0.5 * s}" rx="${0.12 * s}" ry="${0.07 * s}" fill="${grey(12)}"/>
  ${many(240, () => `<circle cx="${between(chance, 0.3, 0.7) * s}" cy="${between(chance, 0.2, 0.9) * s}" r="${between(chance, 0.003, 0.01) * s}" fill="${grey(between(chance, 30, 140))}"/>`)}
  ${many(12, (at) => `<rect x="${0.95 * s}" y="${(0.1 + at * 0.07) * s}" width="${(at % 5 === 0 ? 0.03 : 0.015) * s}" height="${Math.max(1, 0.003 * s)}" fill="#ddd"/>`)}`;

/** Red cells on a light ground. */
const smear: Draw = (s, chance) => `<rect width="${s}" height="${s}" fill="#e9e4de"/>
  ${many(150, () => {
    const [x, y, r] = [chance() * s, chance() * s, between(chance, 0.022, 0.03) * s];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="#d58b8b"/><circle cx="${x}" cy="${y}" r="${r * 0.45}" fill="#e6b7b2"/>`;
  })}`;

const DRAWS: Record<string, Draw> = { chest, head, fundus, tissue, skin, fan, smear };
export const KINDS: readonly string[] = Object.keys(DRAWS);

/** A picture of this kind, `side` pixels square, with grain as a detector has it. */
export async function phantom(kind: string, side: number, chance: Chance): Promise<Phantom> {
  const draw = DRAWS[kind];
  if (draw === undefined) throw new Error(`There is no kind ${kind}.`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${draw(side, chance)}</svg>`;
  const data = await sharp(Buffer.from(svg))
    .blur(Math.max(0.5, side / 700))
    .removeAlpha()
    .raw()
    .toBuffer();
  const grain = between(chance, 2, 14);
  for (let at = 0; at < data.length; at += 3) {
    const by = (chance() + chance() - 1) * grain;
    for (let c = 0; c < 3; c += 1) {
      data[at + c] = Math.min(255, Math.max(0, (data[at + c] ?? 0) + by));
    }
  }
  return { kind, pixels: { data, width: side, height: side } };
}
