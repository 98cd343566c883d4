import type { Box, Size } from "@/lib/geometry/box";
import { exactLetterbox, squareToBox } from "@/lib/geometry/letterbox";
import type { AnswerForm } from "@/lib/vlm/evlf/sampler";

/** How a box in words of numbers opens (box_text.py): ` x1 y1 x2 y2` follows. */
export const BOX_OPENING = "box";
/** The largest number, the far side of the square. */
const LAST = 99;
const PATTERN = " dd dd dd dd";
/** Characters of a number with the space before it. */
const STRIDE = 3;

/** Whether number `n` (2: x2, 3: y2), of which at least the tens are there, can be above its near side. */
function beyond(text: string, n: number): boolean {
  const far = text.slice(n * STRIDE + 1, (n + 1) * STRIDE);
  const near = text.slice((n - 2) * STRIDE + 1, (n - 1) * STRIDE);
  return far === "" || Number(far.padEnd(2, "9")) > Number(near);
}

/** Four numbers of two digits, each after a space, the far sides beyond the near ones. */
export function boxFits(text: string): "whole" | "part" | "no" {
  if (text.length > PATTERN.length) return "no";
  const fits = [...text].every((char, i) =>
    PATTERN[i] === "d" ? char >= "0" && char <= "9" : char === PATTERN[i],
  );
  // a near side of 99 leaves no number beyond it
  const near = [1, 4].some((at) => text.slice(at, at + 2) === String(LAST));
  if (!fits || near || ![2, 3].every((n) => beyond(text, n))) return "no";
  return text.length === PATTERN.length ? "whole" : "part";
}

/** First digit up to which `share` of all is given, and how much of that digit's own share it takes. */
function quantile(shares: ReadonlyMap<number, number>, share: number): [number, number] {
  let below = 0;
  let last: [number, number] = [0, 1];
  for (const [digit, own] of [...shares].sort(([a], [b]) => a - b)) {
    if (own <= 0) continue;
    last = [digit, (share - below) / own];
    if (below + own >= share) break;
    below += own;
  }
  return [last[0], Math.min(1, last[1])];
}

/**
 * A box whose every number is the median of what the model thinks of it, given the numbers before:
 * the number below and above which the true one is alike likely. The likeliest number is no better
 * guess of a place than its likeliest first digit is. One for each box.
 */
export function medianBox(): AnswerForm {
  let within = 0.5;
  return {
    fits: boxFits,
    digit: (text, shares) => {
      const tens = text.endsWith(" ");
      const [digit, left] = quantile(shares, tens ? 0.5 : within);
      within = left;
      return digit;
    },
  };
}

/** The box of a whole answer in fractions of a picture of `size` pixels; null if it is none. */
export function readBox(said: string, size: Size): Box | null {
  if (boxFits(said) !== "whole") return null;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = said
    .trim()
    .split(" ")
    .map((number) => Number(number) / LAST);
  return squareToBox({ x1, y1, x2, y2 }, exactLetterbox(size));
}
