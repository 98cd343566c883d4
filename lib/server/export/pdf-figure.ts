import "server-only";
import sharp from "sharp";
import { MARK_INK, markColour } from "@/lib/contracts/reading/mark-colours";
import type { GroundedBox } from "@/lib/contracts/tools";
import type { Size } from "@/lib/geometry/box";
import { boxToPixels } from "@/lib/geometry/pixels";
import type { PdfWriter } from "./pdf-writer";

/** Pixels of the longer side in the file: 200 a printed inch at the size that it is drawn. */
const MOST_PIXELS = 1400;
const MOST_HEIGHT = 300;
const TAG_HEIGHT = 11;

/**
 * A picture as a PDF holds it without decoding it again: 8 bit RGB, no alpha, not interlaced, its
 * longer side 1,400 pixels at most.
 */
export async function pdfPixels(png: Uint8Array): Promise<Buffer> {
  return await sharp(png)
    .resize({ width: MOST_PIXELS, height: MOST_PIXELS, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#000000" })
    .toColourspace("srgb")
    .png({ palette: false, progressive: false })
    .toBuffer();
}

/** The size, in points, at which a picture of this many pixels is drawn. */
export function drawnSize({ width, height }: Size, most: number): Size {
  const scale = Math.min(most / width, MOST_HEIGHT / height);
  return { width: width * scale, height: height * scale };
}

/** A picture, opened once for a file however often it is drawn. */
export type Opened = { image: PDFKit.Mixins.ImageSrc; size: Size };

/**
 * Draws a picture with its marks over it: lines and numbers of the PDF's own, not pixels, each with
 * a dark edge so that it shows on any picture.
 */
export function drawFigure(writer: PdfWriter, { image, size }: Opened, marks: GroundedBox[]): void {
  const { doc } = writer;
  const drawn = drawnSize(size, writer.width);
  writer.room(drawn.height + TAG_HEIGHT + 12);
  const [left, top] = [writer.left, doc.y + (marks.length > 0 ? TAG_HEIGHT + 2 : 0)];
  doc.image(image, left, top, drawn);
  for (const mark of marks) {
    const { x1, y1, x2, y2 } = boxToPixels(mark.box, drawn);
    const [x, y, width, height] = [left + x1, top + y1, x2 - x1, y2 - y1];
    doc.lineWidth(2.6).strokeColor(MARK_INK).rect(x, y, width, height).stroke();
    doc.lineWidth(1.4).strokeColor(markColour(mark.id)).rect(x, y, width, height).stroke();
  }
  for (const mark of marks) {
    const { x1, y1 } = boxToPixels(mark.box, drawn);
    const number = String(mark.id);
    const width = 6 + 5 * number.length;
    const y = top + y1 - TAG_HEIGHT - 1;
    doc
      .lineWidth(0.5)
      .rect(left + x1, y, width, TAG_HEIGHT)
      .fillAndStroke(markColour(mark.id), MARK_INK);
    doc.font("strong").fontSize(8).fillColor(MARK_INK);
    doc.text(number, left + x1, y + 2, { width, align: "center", lineBreak: false });
  }
  doc.x = left;
  doc.y = top + drawn.height + 6;
}
