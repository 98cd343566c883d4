import sharp, { type Sharp } from "sharp";
import { type DicomOptions, dicomFile, rleDicom } from "./dicom";
import { chunk, pngBomb, pngOf, withWords, zeros } from "./png";

/** The name that stands in every header; it may be in nothing that is stored. */
export const PERSON = "ZEBRAQUAGGA";

/**
 * A file as it is uploaded. `wanted`: it must be stored, must be refused, or (a mutation, or one
 * that a machine may find too heavy) may be either.
 */
export type Case = { name: string; bytes: Buffer; wanted: "stored" | "refused" | "either" };

const sharpOf = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({
    create: {
      ...{ width, height, channels, background: { r: 120, g: 60, b: 30, alpha: 0.5 } },
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  });

const EXIF = { IFD0: { Artist: PERSON, ImageDescription: PERSON, Copyright: PERSON } };
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><name>${PERSON}</name></x:xmpmeta>`;

const named = (picture: Sharp): Sharp => picture.withExif(EXIF).withXmp(XMP);

/** A JPEG with a comment and an application segment that name the person. */
function withSegments(jpeg: Buffer): Buffer {
  const segment = (marker: number, text: string): Buffer => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(text.length + 2, 2);
    return Buffer.concat([head, Buffer.from(text, "latin1")]);
  };
  const more = [segment(0xfe, PERSON), segment(0xed, `Photoshop 3.0\0${PERSON}`)];
  return Buffer.concat([jpeg.subarray(0, 2), ...more, jpeg.subarray(2)]);
}

const ramp16 = (count: number, most: number): Buffer =>
  Buffer.from(Uint16Array.from({ length: count }, (_, at) => (at * 37) % most).buffer);

const grey = (options: Partial<DicomOptions> = {}): Buffer =>
  dicomFile({
    ...{ rows: 32, columns: 24, bits: 16, stored: 12, data: ramp16(32 * 24, 4_096) },
    ...{ person: PERSON, ...options },
  });

async function rasters(): Promise<Case[]> {
  const stored = (name: string, bytes: Buffer): Case => ({ name, bytes, wanted: "stored" });
  const orientations = await Promise.all(
    [1, 2, 3, 4, 5, 6, 7, 8].map(async (orientation) => {
      const jpeg = await named(sharpOf(48, 32)).withMetadata({ orientation }).jpeg().toBuffer();
      return stored(`JPEG, orientation ${orientation}`, jpeg);
    }),
  );
  const png = await named(sharpOf(40, 30, 4))
    .png()
    .toBuffer();
  const deep = await named(sharpOf(40, 30).toColourspace("rgb16")).png().toBuffer();
  const frames = await Promise.all([1, 2, 3].map(() => sharpOf(20, 20).png().toBuffer()));
  return [
    ...orientations,
    stored(
      "JPEG, comment and segments",
      withSegments(await named(sharpOf(60, 40)).jpeg().toBuffer()),
    ),
    stored("JPEG, progressive", await sharpOf(200, 100).jpeg({ progressive: true }).toBuffer()),
    stored("JPEG, CMYK", await named(sharpOf(40, 40).toColourspace("cmyk")).jpeg().toBuffer()),
    stored("JPEG, grey", await sharpOf(40, 40).greyscale().jpeg().toBuffer()),
    stored("JPEG, a colour profile", await sharpOf(40, 40).withIccProfile("p3").jpeg().toBuffer()),
    stored("JPEG, one pixel", await sharpOf(1, 1).jpeg().toBuffer()),
    stored("PNG, transparent, with words", withWords(png, PERSON)),
    stored("PNG, 16 bit", withWords(deep, PERSON)),
    stored("PNG, palette", await sharpOf(64, 64).png({ palette: true }).toBuffer()),
    stored("PNG, interlaced", await sharpOf(64, 64).png({ progressive: true }).toBuffer()),
    stored("PNG, one bit", pngOf({ width: 16, height: 16, depth: 1, colour: 0 }, zeros(16, 2))),
    stored("WebP", await named(sharpOf(50, 50)).webp().toBuffer()),
    stored(
      "WebP, lossless with alpha",
      await named(sharpOf(50, 50, 4))
        .webp({ lossless: true })
        .toBuffer(),
    ),
    stored(
      "WebP, animated",
      await named(sharp(frames, { join: { animated: true } }))
        .webp()
        .toBuffer(),
    ),
  ];
}

function dicoms(): Case[] {
  const stored = (name: string, bytes: Buffer): Case => ({ name, bytes, wanted: "stored" });
  const rgb = Buffer.alloc(24 * 24 * 3, 90);
  return [
    stored("DICOM, 12 bit", grey()),
    stored("DICOM, inverted", grey({ photometric: "MONOCHROME1" })),
    stored("DICOM, 16 bit", grey({ stored: 16, data: ramp16(32 * 24, 65_536) })),
    stored("DICOM, 8 bit", grey({ bits: 8, stored: 8, data: ramp16(32 * 12, 65_536) })),
    stored("DICOM, three frames", grey({ frames: "3", data: ramp16(3 * 32 * 24, 4_096) })),
    stored(
      "DICOM, RGB",
      dicomFile({ rows: 24, columns: 24, bits: 8, samples: 3, data: rgb, person: PERSON }),
    ),
    stored("DICOM, RLE", rleDicom(64, 64)),
  ];
}

/** Small files that ask for much: pixels, memory, time. None may be more than a refusal. */
export async function bombs(): Promise<Case[]> {
  const refused = (name: string, bytes: Buffer): Case => ({ name, bytes, wanted: "refused" });
  const either = (name: string, bytes: Buffer): Case => ({ name, bytes, wanted: "either" });
  const few = Buffer.alloc(5_000, 77);
  const large = { rows: 9_990, columns: 9_990, person: PERSON };
  const jpeg = await sharpOf(64, 64).jpeg().toBuffer();
  const sof = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  const claimed = Buffer.from(jpeg);
  claimed.writeUInt16BE(65_500, sof + 5);
  claimed.writeUInt16BE(65_500, sof + 7);
  const vp8x = Buffer.from(
    "RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\0\0\0\0",
    "latin1",
  );
  return [
    refused("PNG of 30,000 x 30,000", pngBomb()),
    refused("PNG of 2,147,483,647 x 1", pngOf({ width: 2_147_483_647, height: 1 }, zeros(1, 100))),
    either(
      "PNG of 9,990 x 9,990 in 16 bit, interlaced",
      pngOf(
        { width: 9_990, height: 9_990, depth: 16, colour: 6, interlaced: true },
        zeros(500, 79_920),
      ),
    ),
    refused(
      "PNG with a profile that unpacks to 200 MB",
      pngOf(
        { width: 8_000_000, height: 80 },
        chunk("iCCP", Buffer.concat([Buffer.from("a\0\0"), zeros(200, 1_000_000).subarray(8, -4)])),
        zeros(1, 10),
      ),
    ),
    refused("JPEG that claims 65,500 x 65,500", claimed),
    refused("WebP that claims 16,777,216 x 16,777,216", vp8x),
    either("DICOM of 9,990 x 9,990 from 5,000 bytes", dicomFile({ ...large, bits: 16, data: few })),
    either(
      "DICOM of 100,000 frames",
      dicomFile({ ...large, bits: 8, data: few, frames: "100000" }),
    ),
    either(
      "DICOM of 32 bits a sample",
      dicomFile({ rows: 64, columns: 64, bits: 32, data: ramp16(8_192, 65_536) }),
    ),
    either("DICOM of 9,990 x 9,990, RLE", rleDicom(9_990, 9_990)),
    refused(
      "DICOM of 65,535 x 65,535",
      dicomFile({ rows: 65_535, columns: 65_535, bits: 16, data: few }),
    ),
    either("DICOM whose data claims 4 GB", lying(grey(), 0xfffffff0)),
    either("DICOM whose data never ends", lying(grey(), 0xffffffff)),
    refused("DICOM without rows", grey({ rows: 0 })),
    either("DICOM of 0 bits", grey({ bits: 0, stored: 0 })),
    either("DICOM of -1 frames", grey({ frames: "-1" })),
    either("DICOM in a syntax that nobody knows", grey({ syntax: "1.2.3.4.5" })),
  ];
}

/** The same file with another length on its pixel data. */
function lying(file: Buffer, length: number): Buffer {
  const copy = Buffer.from(file);
  copy.writeUInt32LE(length, copy.length - 32 * 24 * 2 - 4);
  return copy;
}

/** Files of other kinds, and pictures that are not whole. */
export async function strangers(): Promise<Case[]> {
  const refused = (name: string, bytes: Buffer | string): Case => ({
    ...{ name, wanted: "refused" },
    bytes: Buffer.from(bytes),
  });
  const jpeg = await sharpOf(200, 200).jpeg().toBuffer();
  const png = await sharpOf(200, 200).png().toBuffer();
  const webp = await sharpOf(200, 200).webp().toBuffer();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>`;
  return [
    refused("nothing", ""),
    refused("one byte", "x"),
    refused("a page", "<!doctype html><script>alert(1)</script>"),
    refused("SVG", svg),
    refused("PDF", "%PDF-1.7\n1 0 obj"),
    refused("a program", Buffer.from("\x7fELF\x02\x01\x01", "latin1")),
    refused("ZIP", Buffer.from("PK\x03\x04and more", "latin1")),
    refused("gzip", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0])),
    refused("GIF", await sharpOf(20, 20).gif().toBuffer()),
    refused("TIFF", await sharpOf(20, 20).tiff().toBuffer()),
    refused("AVIF", await sharpOf(20, 20).avif({ effort: 0 }).toBuffer()),
    refused("zeros", Buffer.alloc(5_000)),
    refused("half a JPEG", jpeg.subarray(0, jpeg.length / 2)),
    refused("half a PNG", png.subarray(0, png.length / 2)),
    refused("half a WebP", webp.subarray(0, webp.length / 2)),
    refused("half a DICOM file", grey().subarray(0, 300)),
    refused("the head of a JPEG", jpeg.subarray(0, 3)),
    refused("the head of a PNG", png.subarray(0, 8)),
    refused("the head of a DICOM file", grey().subarray(0, 132)),
  ];
}

/** Good files of every kind that is read, in every form that the kind has. */
export const seeds = async (): Promise<Case[]> => [...(await rasters()), ...dicoms()];
