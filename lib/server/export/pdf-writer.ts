import "server-only";
import PDFDocument from "pdfkit";
import { type PdfFont, pdfFonts, segmentsOf } from "./pdf-fonts";

/** Points: A4 is 595.28 by 841.89. */
const MARGIN = 56;
const FOOT = 72;
export const INK = "#1A1D21";
export const QUIET = "#5B626B";
const BODY = 10.5;

const WORDS_FROM_RIGHT =
  /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}]\P{L}+[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}]/u;

export type Run = { text: string; font?: PdfFont };
export type TextOptions = { size?: number; colour?: string; indent?: number; after?: number };

type Glyphs = { hasGlyphForCodePoint(codePoint: number): boolean };

/** A PDF that is written from the top down: paragraphs of text that can be selected, and drawings. */
export class PdfWriter {
  readonly doc: PDFKit.PDFDocument;
  /** Characters that no font here has. */
  missing = 0;
  /** Words of a script that is read from right to left follow each other: pdfkit sets them left to right. */
  rightToLeft = false;
  private readonly glyphs = new Map<PdfFont, Glyphs>();
  private readonly done: Promise<Buffer>;

  constructor(title: string) {
    this.doc = new PDFDocument({
      size: "A4",
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: FOOT },
      bufferPages: true,
      lang: "en-GB",
      displayTitle: true,
      pdfVersion: "1.7",
      info: { Title: title, Creator: "EVLF Chat", Producer: "EVLF Chat" },
    });
    const pieces: Buffer[] = [];
    this.doc.on("data", (piece: Buffer) => pieces.push(piece));
    this.done = new Promise((resolve, reject) => {
      this.doc.on("end", () => resolve(Buffer.concat(pieces)));
      this.doc.on("error", reject);
    });
    for (const [font, bytes] of Object.entries(pdfFonts()) as [PdfFont, Buffer][]) {
      this.doc.registerFont(font, bytes);
      this.doc.font(font);
      // pdfkit tells nobody what its font can draw; the version is pinned, and a test looks.
      const { _font } = this.doc as unknown as { _font: { font: Glyphs } };
      this.glyphs.set(font, _font.font);
    }
  }

  /** Width between the margins, in points. */
  get width(): number {
    return this.doc.page.width - 2 * MARGIN;
  }

  get left(): number {
    return MARGIN;
  }

  /** One paragraph of runs; text breaks at the right margin and at the end of a page. */
  text(runs: Run[], { size = BODY, colour = INK, indent = 0, after = 6 }: TextOptions = {}): void {
    const has = (font: PdfFont, point: number): boolean =>
      this.glyphs.get(font)?.hasGlyphForCodePoint(point) === true;
    this.rightToLeft ||= runs.some(({ text }) => WORDS_FROM_RIGHT.test(text));
    const segments = runs.flatMap(({ text, font = "text" }) =>
      text.split("\n").flatMap((line, at) => {
        const read = segmentsOf(line, font, has);
        this.missing += read.missing;
        return at === 0 ? read.segments : [{ text: "\n", font }, ...read.segments];
      }),
    );
    if (segments.length === 0) return;
    this.doc.fontSize(size).fillColor(colour);
    this.doc.x = MARGIN + indent;
    segments.forEach((segment, at) => {
      this.doc.font(segment.font).text(segment.text, {
        width: this.width - indent,
        continued: at < segments.length - 1,
        lineGap: 2,
      });
    });
    this.doc.x = MARGIN;
    this.gap(after);
  }

  gap(points: number): void {
    this.doc.y += points;
  }

  /** Goes to a new page where less than this many points are left. */
  room(points: number): void {
    if (this.doc.y + points > this.doc.page.height - FOOT) this.doc.addPage();
  }

  /** A hairline across. */
  rule(): void {
    this.room(24);
    const { y } = this.doc;
    this.doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + this.width, y)
      .lineWidth(0.5)
      .strokeColor("#E4E4E0")
      .stroke();
    this.gap(10);
  }

  /** Writes the line at the foot of every page and ends the file. */
  async end(foot: string): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(start + page);
      const y = this.doc.page.height - FOOT + 24;
      // Below the margin pdfkit would begin a page.
      this.doc.page.margins.bottom = 0;
      this.doc.font("text").fontSize(8).fillColor(QUIET);
      this.doc.text(foot, MARGIN, y, { width: this.width - 60, lineBreak: true });
      this.doc.text(`${page + 1} of ${count}`, MARGIN + this.width - 60, y, {
        ...{ width: 60, align: "right", lineBreak: false },
      });
    }
    this.doc.end();
    return await this.done;
  }
}
