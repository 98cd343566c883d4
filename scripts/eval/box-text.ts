import type { Box, Size } from "@/lib/geometry/box";
import { exactLetterbox, squareToBox } from "@/lib/geometry/letterbox";
import type { AnswerForm } from "@/lib/vlm/evlf/sampler";

/** How a box in words of numbers opens (box_text.py): ` x1 y1 x2 y2` follows. */
export const BOX_OPENING = "box";
/** The largest number, the far side of the square. */
const LAST = 99;

/** Four numbers of two digits, each after a space. */
export const boxForm: AnswerForm = (text) => {
  const pattern = " dd dd dd dd";
  if (text.length > pattern.length) return "no";
  const fits = [...text].every((char, i) =>
    pattern[i] === "d" ? char >= "0" && char <= "9" : char === pattern[i],
  );
  if (!fits) return "no";
  return text.length === pattern.length ? "whole" : "part";
};

/** The box of a whole answer in fractions of a picture of `size` pixels; null if it is none. */
export function readBox(said: string, size: Size): Box | null {
  if (boxForm(said) !== "whole") return null;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = said
    .trim()
    .split(" ")
    .map((number) => Number(number) / LAST);
  if (x2 <= x1 || y2 <= y1) return null;
  return squareToBox({ x1, y1, x2, y2 }, exactLetterbox(size));
}
