type Value = string | number | Uint8Array;
export type Element = [group: number, element: number, vr: string, value: Value];

function bytesOf(vr: string, value: Value): Buffer {
  if (typeof value === "number") {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(value);
    return number;
  }
  const body = Buffer.from(typeof value === "string" ? Buffer.from(value, "latin1") : value);
  if (body.length % 2 === 0) return body;
  return Buffer.concat([body, Buffer.from(vr === "UI" ? "\0" : " ", "latin1")]);
}

/** One element in explicit little endian (PS3.5, 7.1.2). */
function encode([group, element, vr, value]: Element): Buffer {
  const body = bytesOf(vr, value);
  const long = vr === "OW" || vr === "OB";
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(element, 2);
  head.write(vr, 4, "latin1");
  if (long) head.writeUInt32LE(body.length, 8);
  else head.writeUInt16LE(body.length, 6);
  return Buffer.concat([head, body]);
}

const EXPLICIT = "1.2.840.10008.1.2.1";
const RLE = "1.2.840.10008.1.2.5";
/** As long as the data lasts: how encapsulated pixel data says it (PS3.5, A.4). */
const UNDEFINED = 0xffffffff;

export type DicomOptions = {
  rows: number;
  columns: number;
  /** Bits allocated to a sample; `stored` of them are used. */
  bits: number;
  stored?: number;
  data: Uint8Array;
  frames?: string;
  samples?: number;
  photometric?: string;
  syntax?: string;
  /** More elements of group 0x0028, in their order. */
  extra?: Element[];
  person?: string;
};

/** A DICOM file as a scanner would write it, or would not: nothing is checked against anything. */
export function dicomFile(options: DicomOptions): Buffer {
  const { rows, columns, bits, data, stored = bits, samples = 1, person = "DOE^JANE" } = options;
  const syntax = options.syntax ?? EXPLICIT;
  const meta = Buffer.concat(
    (
      [
        [0x0002, 0x0001, "OB", Buffer.from([0, 1])],
        [0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.7"],
        [0x0002, 0x0003, "UI", "1.2.3.4"],
        [0x0002, 0x0010, "UI", syntax],
        [0x0002, 0x0012, "UI", "1.2.3"],
      ] satisfies Element[]
    ).map(encode),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const body: Element[] = [
    [0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7"],
    [0x0008, 0x0018, "UI", "1.2.3.4"],
    [0x0008, 0x0060, "CS", "OT"],
    [0x0008, 0x0080, "LO", `${person} CLINIC`],
    [0x0010, 0x0010, "PN", person],
    [0x0028, 0x0002, "US", samples],
    [0x0028, 0x0004, "CS", options.photometric ?? (samples === 3 ? "RGB" : "MONOCHROME2")],
    ...(samples === 3 ? ([[0x0028, 0x0006, "US", 0]] satisfies Element[]) : []),
    [0x0028, 0x0008, "IS", options.frames ?? "1"],
    [0x0028, 0x0010, "US", rows],
    [0x0028, 0x0011, "US", columns],
    [0x0028, 0x0100, "US", bits],
    [0x0028, 0x0101, "US", stored],
    [0x0028, 0x0102, "US", Math.max(0, stored - 1)],
    [0x0028, 0x0103, "US", 0],
    ...(options.extra ?? []),
    [0x7fe0, 0x0010, "OW", data],
  ];
  const file = Buffer.concat([
    ...[Buffer.alloc(128), Buffer.from("DICM")],
    ...[Buffer.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0]), length, meta],
    ...body.map(encode),
  ]);
  if (syntax !== EXPLICIT) file.writeUInt32LE(UNDEFINED, file.length - data.length - 4);
  return file;
}

function item(body: Uint8Array): Buffer {
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** `count` equal bytes as runs of at most 128 (PackBits, PS3.5 G.3.1). */
function runs(count: number, value: number): Buffer {
  const out = Buffer.alloc(2 * Math.ceil(count / 128));
  for (let at = 0, left = count; left > 0; at += 2, left -= 128) {
    out[at] = 257 - Math.min(128, left);
    out[at + 1] = value;
  }
  return out;
}

/** A small file of many pixels: 16-bit grey in two RLE segments, every byte of a segment the same. */
export function rleDicom(rows: number, columns: number): Buffer {
  const [high, low] = [runs(rows * columns, 3), runs(rows * columns, 7)];
  const head = Buffer.alloc(64);
  head.writeUInt32LE(2, 0);
  head.writeUInt32LE(64, 4);
  head.writeUInt32LE(64 + high.length, 8);
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  const data = Buffer.concat([item(Buffer.alloc(0)), item(Buffer.concat([head, high, low])), end]);
  return dicomFile({ rows, columns, bits: 16, data, syntax: RLE });
}
