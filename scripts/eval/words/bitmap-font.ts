/** Capitals, digits and signs of 5 x 7 dots, as modalities burn them in; each row five bits. */
const GLYPHS: Record<string, string> = {
  A: "0e11111f111111",
  B: "1e11111e11111e",
  C: "0e11101010110e",
  D: "1e11111111111e",
  E: "1f10101e10101f",
  F: "1f10101e101010",
  G: "0e11101711110f",
  H: "1111111f111111",
  I: "0e04040404040e",
  J: "0702020202120c",
  K: "11121418141211",
  L: "1010101010101f",
  M: "111b1515111111",
  N: "11111915131111",
  O: "0e11111111110e",
  P: "1e11111e101010",
  Q: "0e11111115120d",
  R: "1e11111e141211",
  S: "0f10100e01011e",
  T: "1f040404040404",
  U: "1111111111110e",
  V: "11111111110a04",
  W: "1111111515150a",
  X: "11110a040a1111",
  Y: "1111110a040404",
  Z: "1f01020408101f",
  "0": "0e11131519110e",
  "1": "040c040404040e",
  "2": "0e11010204081f",
  "3": "1f02040201110e",
  "4": "02060a121f0202",
  "5": "1f101e0101110e",
  "6": "0608101e11110e",
  "7": "1f010204080808",
  "8": "0e11110e11110e",
  "9": "0e11110f01020c",
  "-": "0000001f000000",
  ":": "00040400040400",
  ",": "00000000040408",
  "/": "01010204081010",
  ".": "00000000000c0c",
};

/** SVG of one line in dots, each `dot` pixels, its top-left corner at 0, 0; and its size in pixels. */
export function dotted(
  text: string,
  dot: number,
  fill: string,
): { svg: string; width: number; height: number } {
  let svg = "";
  for (const [at, letter] of [...text.toUpperCase()].entries()) {
    const rows = GLYPHS[letter];
    if (rows === undefined) continue;
    for (let y = 0; y < 7; y += 1) {
      const bits = Number.parseInt(rows.slice(y * 2, y * 2 + 2), 16);
      for (let x = 0; x < 5; x += 1) {
        if ((bits & (16 >> x)) === 0) continue;
        svg += `<rect x="${(at * 6 + x) * dot}" y="${y * dot}" width="${dot}" height="${dot}" fill="${fill}"/>`;
      }
    }
  }
  return { svg, width: Math.max(1, text.length * 6 - 1) * dot, height: 7 * dot };
}
