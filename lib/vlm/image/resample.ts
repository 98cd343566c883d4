/** Interleaved RGB samples, row by row. */
export type Raster = { data: Float32Array; width: number; height: number };

type Kernel = { support: number; weight: (x: number) => number };

/** Catmull-Rom-like cubic with a = -0.5, as PIL's BICUBIC (Keys, 1981). */
export const CUBIC: Kernel = {
  support: 2,
  weight: (value) => {
    const x = Math.abs(value);
    if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
    if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
    return 0;
  },
};

/** Triangle filter, as torch's antialiased bilinear. */
export const LINEAR: Kernel = { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) };

type Taps = { from: number; weights: Float64Array };

/** For each output sample the input samples it averages; the filter widens when shrinking. */
function tapsOf(input: number, output: number, kernel: Kernel): Taps[] {
  const scale = input / output;
  const stretch = Math.max(1, scale);
  const support = kernel.support * stretch;
  return Array.from({ length: output }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const to = Math.min(input, Math.trunc(centre + support + 0.5));
    const weights = Float64Array.from({ length: to - from }, (_w, k) =>
      kernel.weight((from + k - centre + 0.5) / stretch),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return { from, weights: weights.map((w) => w / sum) };
  });
}

/** One pass along rows; `whole` rounds to 0..255 as PIL does after each pass. */
function pass(source: Raster, width: number, kernel: Kernel, whole: boolean): Raster {
  const taps = tapsOf(source.width, width, kernel);
  const data = new Float32Array(width * source.height * 3);
  for (let y = 0; y < source.height; y += 1) {
    const row = y * source.width * 3;
    for (let x = 0; x < width; x += 1) {
      const tap = taps[x];
      if (!tap) continue;
      let r = 0;
      let g = 0;
      let b = 0;
      let at = row + tap.from * 3;
      for (const w of tap.weights) {
        r += w * (source.data[at] ?? 0);
        g += w * (source.data[at + 1] ?? 0);
        b += w * (source.data[at + 2] ?? 0);
        at += 3;
      }
      const out = (y * width + x) * 3;
      data[out] = whole ? round8(r) : r;
      data[out + 1] = whole ? round8(g) : g;
      data[out + 2] = whole ? round8(b) : b;
    }
  }
  return { data, width, height: source.height };
}

function round8(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.floor(value + 0.5);
}

function transpose(source: Raster): Raster {
  const { width, height } = source;
  const data = new Float32Array(source.data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 3;
      const to = (x * height + y) * 3;
      data[to] = source.data[from] ?? 0;
      data[to + 1] = source.data[from + 1] ?? 0;
      data[to + 2] = source.data[from + 2] ?? 0;
    }
  }
  return { data, width: height, height: width };
}

/**
 * Separable, antialiased resize, rows first. With `whole`, samples are rounded to 0..255 after
 * each pass: equal to PIL's resize but for its 22-bit fixed-point weights (off by one at most).
 */
export function resize(
  source: Raster,
  width: number,
  height: number,
  kernel: Kernel,
  whole: boolean,
): Raster {
  const across = width === source.width ? source : pass(source, width, kernel, whole);
  if (height === source.height) return across;
  return transpose(pass(transpose(across), height, kernel, whole));
}
