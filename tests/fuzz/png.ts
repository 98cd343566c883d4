import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One chunk with a true checksum (PNG, section 5.3). */
export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

type Header = {
  width: number;
  height: number;
  depth?: number;
  colour?: number;
  interlaced?: boolean;
};

export function header({ width, height, depth = 8, colour = 2, interlaced = false }: Header) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  return chunk("IHDR", data);
}

/** A PNG of these chunks, between the header and the end. */
export const pngOf = (head: Header, ...chunks: Uint8Array[]): Buffer =>
  Buffer.concat([SIGNATURE, header(head), ...chunks, chunk("IEND", Buffer.alloc(0))]);

/** Few bytes that unpack to many: `rows` lines of `bytes` zeros each. */
export function zeros(rows: number, bytes: number): Buffer {
  return chunk("IDAT", deflateSync(Buffer.alloc(rows * (bytes + 1)), { level: 9 }));
}

/** A true PNG of 30,000 x 30,000 pixels in one bit each: 112 MB of lines in about 110 kB. */
export const pngBomb = (): Buffer =>
  pngOf({ width: 30_000, height: 30_000, depth: 1, colour: 0 }, zeros(30_000, 3_750));

/** Text, EXIF, ICC and XMP chunks that name a person. */
export function withWords(png: Uint8Array, words: string): Buffer {
  const text = Buffer.from(`Author\0${words}`, "latin1");
  const packed = Buffer.concat([Buffer.from("Note\0\0"), deflateSync(Buffer.from(words))]);
  const xmp = Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0<x>${words}</x>`, "utf8");
  const more = [chunk("tEXt", text), chunk("zTXt", packed), chunk("iTXt", xmp)];
  const [before, after] = [png.subarray(0, 33), png.subarray(33)];
  return Buffer.concat([before, ...more, after]);
}

/** Names of the chunks of a PNG in order, with their data. @throws Error where it is no PNG. */
export function chunksOf(png: Buffer): { type: string; data: Buffer }[] {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error("no PNG");
  const found: { type: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    found.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}
