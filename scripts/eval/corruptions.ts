import sharp from "sharp";
import type { Box, Size } from "@/lib/geometry/box";
import { cropBox, frameBox, type Margins, turnBox, turnedSize } from "@/scripts/eval/carry";

/** Something that people do to a picture before they bring it. */
export type Corruption = {
  /** Part of the key that predictions are kept under: another strength needs another name. */
  name: string;
  /** From a canonical PNG of `size` pixels to the bytes of the file that is brought. */
  apply(png: Uint8Array, size: Size): Promise<Uint8Array>;
  /** Where a true box of the picture lies afterwards. */
  carry(box: Box, size: Size): Box;
};

const JPEG_QUALITY = 20;
const DARKER = 0.6;
const LIGHTER = 1.4;
const CROPPED = 0.1;
const DEGREES = 10;
const PAPER = { r: 240, g: 240, b: 240 };
const WINDOW = { r: 43, g: 87, b: 154 };

const stay = (box: Box) => box;

function brightness(factor: number): Corruption["apply"] {
  return (png) => sharp(png).linear(factor, 0).png().toBuffer();
}

function cropped({ width, height }: Size) {
  const left = Math.round((width * CROPPED) / 2);
  const top = Math.round((height * CROPPED) / 2);
  return {
    left,
    top,
    width: Math.max(1, width - 2 * left),
    height: Math.max(1, height - 2 * top),
  };
}

/** The light margin inside a window's frame, and the frame with its title bar. */
function borders({ width, height }: Size): { paper: Margins; window: Margins } {
  const longer = Math.max(width, height);
  const margin = Math.round(longer * 0.06);
  const edge = Math.max(1, Math.round(longer * 0.01));
  return {
    paper: { left: margin, right: margin, top: margin, bottom: margin },
    window: { left: edge, right: edge, top: Math.round(longer * 0.07), bottom: edge },
  };
}

async function screenshot(png: Uint8Array, size: Size): Promise<Uint8Array> {
  const { paper, window } = borders(size);
  const page = await sharp(png)
    .extend({ ...paper, background: PAPER })
    .png()
    .toBuffer();
  return sharp(page)
    .extend({ ...window, background: WINDOW })
    .png()
    .toBuffer();
}

function inScreenshot(box: Box, size: Size): Box {
  const { paper, window } = borders(size);
  return frameBox(box, size, {
    left: paper.left + window.left,
    right: paper.right + window.right,
    top: paper.top + window.top,
    bottom: paper.bottom + window.bottom,
  });
}

/**
 * JPEG at quality 20; half the size; grey values times 0.6 and times 1.4 (cut off at white); 5 %
 * cut off at each side; turned clockwise by 10 degrees in the smallest frame that holds all of it,
 * corners black; a screenshot of a window with a light margin, a blue frame and a title bar.
 */
export const CORRUPTIONS: readonly Corruption[] = [
  {
    name: "jpeg20",
    apply: (png) => sharp(png).jpeg({ quality: JPEG_QUALITY }).toBuffer(),
    carry: stay,
  },
  {
    name: "half",
    apply: (png, { width, height }) =>
      sharp(png)
        .resize(Math.max(1, Math.round(width / 2)), Math.max(1, Math.round(height / 2)), {
          fit: "fill",
        })
        .png()
        .toBuffer(),
    carry: stay,
  },
  { name: "darker", apply: brightness(DARKER), carry: stay },
  { name: "lighter", apply: brightness(LIGHTER), carry: stay },
  {
    name: "crop",
    apply: (png, size) => sharp(png).extract(cropped(size)).png().toBuffer(),
    carry: (box) => cropBox(box, CROPPED),
  },
  {
    name: "turned",
    apply: (png) =>
      sharp(png)
        .rotate(DEGREES, { background: { r: 0, g: 0, b: 0 } })
        .png()
        .toBuffer(),
    carry: (box, size) => turnBox(box, size, DEGREES, turnedSize(size, DEGREES)),
  },
  { name: "screenshot", apply: screenshot, carry: inScreenshot },
];
