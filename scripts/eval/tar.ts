import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const BLOCK = 512;

/** Files of an uncompressed tar, read by name. Keep it open while pictures are read; then close. */
export type Tar = {
  names: readonly string[];
  /** Bytes of a file. Throws Error when the archive has no such file. */
  read(name: string): Buffer;
  close(): void;
};

/** Text of a NUL-ended header field. */
function field(header: Buffer, start: number, length: number): string {
  const part = header.subarray(start, start + length);
  const end = part.indexOf(0);
  return part.subarray(0, end < 0 ? length : end).toString("utf8");
}

/** A size field: octal digits, or base 256 where the first bit is set (GNU, over 8 GB). */
function sizeOf(header: Buffer): number {
  if (((header[124] ?? 0) & 0x80) !== 0) return Number(header.readBigUInt64BE(128));
  return Number.parseInt(field(header, 124, 12).trim() || "0", 8);
}

/** The path in a PAX record ("27 path=some/name\n"), if it names one. */
function paxPath(body: Buffer): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(body.toString("utf8"))?.[1] ?? null;
}

/**
 * Opens a tar (ustar, GNU long names, PAX paths) and indexes its regular files without reading
 * them. Throws Error when the file is not a tar.
 */
export function openTar(file: string): Tar {
  const handle = openSync(file, "r");
  const { size } = fstatSync(handle);
  const places = new Map<string, { start: number; length: number }>();
  const bytes = (start: number, length: number): Buffer => {
    const buffer = Buffer.alloc(length);
    const got = readSync(handle, buffer, 0, length, start);
    if (got !== length) throw new Error(`${file} ends too early`);
    return buffer;
  };
  let longName: string | null = null;
  for (let at = 0; at + BLOCK <= size; ) {
    const header = bytes(at, BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const length = sizeOf(header);
    if (!Number.isFinite(length) || length < 0) throw new Error(`${file} is not a tar`);
    const type = String.fromCharCode(header[156] ?? 0);
    const start = at + BLOCK;
    if (type === "L") longName = field(bytes(start, length), 0, length);
    else if (type === "x") longName = paxPath(bytes(start, length)) ?? longName;
    else {
      const prefix = field(header, 257, 5) === "ustar" ? field(header, 345, 155) : "";
      const name = longName ?? (prefix === "" ? "" : `${prefix}/`) + field(header, 0, 100);
      if (type === "0" || type === "\0") places.set(name.replace(/^\.\//, ""), { start, length });
      longName = null;
    }
    at = start + Math.ceil(length / BLOCK) * BLOCK;
  }
  return {
    names: [...places.keys()],
    read(name) {
      const place = places.get(name.replace(/^\.\//, ""));
      if (place === undefined) throw new Error(`${file} holds no ${name}`);
      return bytes(place.start, place.length);
    },
    close: () => closeSync(handle),
  };
}
