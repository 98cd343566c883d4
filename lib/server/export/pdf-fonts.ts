import "server-only";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export type PdfFont = "text" | "strong" | "em" | "other";

/** Geist for what it has; DejaVu Sans (Greek, Arabic, Hebrew, signs) for the rest. */
const FILES: Record<PdfFont, string> = {
  text: "geist/dist/fonts/geist-sans/Geist-Regular.ttf",
  strong: "geist/dist/fonts/geist-sans/Geist-SemiBold.ttf",
  em: "geist/dist/fonts/geist-sans/Geist-Italic.ttf",
  other: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
};

/** A file of an installed package, found upwards from the working folder. */
function packageFile(file: string): string {
  for (let folder = process.cwd(); ; folder = path.dirname(folder)) {
    const candidate = path.join(/* turbopackIgnore: true */ folder, "node_modules", file);
    if (existsSync(candidate)) return candidate;
    if (path.dirname(folder) === folder) throw new Error(`The font ${file} is not installed.`);
  }
}

let cached: Record<PdfFont, Buffer> | null = null;

/** The bytes of every font, read once a process. @throws Error when one is not installed. */
export function pdfFonts(): Record<PdfFont, Buffer> {
  const read = (font: PdfFont): Buffer => readFileSync(packageFile(FILES[font]));
  cached ??= { text: read("text"), strong: read("strong"), em: read("em"), other: read("other") };
  return cached;
}

export type Segment = { text: string; font: PdfFont };

/** Stands for a character that no font here has. */
const MISSING = "\u25a1";

/**
 * Splits text into runs of one font each: the wanted one where it has the character, else the other,
 * else a square.
 *
 * @returns the runs, and how many characters became squares.
 */
export function segmentsOf(
  text: string,
  wanted: PdfFont,
  has: (font: PdfFont, codePoint: number) => boolean,
): { segments: Segment[]; missing: number } {
  const segments: Segment[] = [];
  let missing = 0;
  // Control characters, joiners and selectors draw nothing.
  for (const character of text
    .replace(/\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu, "")
    .normalize("NFC")) {
    const point = character.codePointAt(0) ?? 0;
    let font = wanted;
    let drawn = character;
    if (!has(wanted, point)) {
      font = "other";
      if (!has("other", point)) {
        drawn = MISSING;
        missing += 1;
      }
    }
    const last = segments.at(-1);
    if (last?.font === font) last.text += drawn;
    else segments.push({ text: drawn, font });
  }
  return { segments, missing };
}
