import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { VlmError } from "../errors";
import { readDicom } from "./dicom";
import { headerWindow, percentileWindow } from "./window";

type Element = [group: number, element: number, vr: string, value: string | number | Buffer];

function encode([group, element, vr, value]: Element): Buffer {
  const text = typeof value === "string" ? value : "";
  let body = Buffer.isBuffer(value) ? value : Buffer.from(text, "latin1");
  if (typeof value === "number") {
    body = Buffer.alloc(2);
    body.writeUInt16LE(value);
  }
  if (body.length % 2)
    body = Buffer.concat([body, Buffer.from(vr === "UI" ? "\0" : " ", "latin1")]);
  const long = vr === "OW" || vr === "OB";
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(element, 2);
  head.write(vr, 4, "latin1");
  if (long) head.writeUInt32LE(body.length, 8);
  else head.writeUInt16LE(body.length, 6);
  return Buffer.concat([head, body]);
}

/** A DICOM file in explicit little endian of `frames` frames of 16-bit grey values. */
function dicom(
  values: readonly number[][],
  side: number,
  extra: {
    photometric?: string;
    window?: [string, string];
    slope?: string;
    intercept?: string;
  } = {},
): Buffer {
  const meta: Element[] = [
    [0x0002, 0x0001, "OB", Buffer.from([0, 1])],
    [0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.7"],
    [0x0002, 0x0003, "UI", "1.2.3.4"],
    [0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1"],
    [0x0002, 0x0012, "UI", "1.2.3"],
  ];
  const { window, slope, intercept } = extra;
  const data: Element[] = [
    [0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7"],
    [0x0008, 0x0018, "UI", "1.2.3.4"],
    [0x0008, 0x0060, "CS", "OT"],
    [0x0010, 0x0010, "PN", "DOE^JANE"],
    [0x0028, 0x0002, "US", 1],
    [0x0028, 0x0004, "CS", extra.photometric ?? "MONOCHROME2"],
    [0x0028, 0x0008, "IS", String(values.length)],
    [0x0028, 0x0010, "US", side],
    [0x0028, 0x0011, "US", side],
    [0x0028, 0x0100, "US", 16],
    [0x0028, 0x0101, "US", 12],
    [0x0028, 0x0102, "US", 11],
    [0x0028, 0x0103, "US", 0],
    ...(window
      ? ([
          [0x0028, 0x1050, "DS", window[0]],
          [0x0028, 0x1051, "DS", window[1]],
        ] satisfies Element[])
      : []),
    ...(intercept ? ([[0x0028, 0x1052, "DS", intercept]] satisfies Element[]) : []),
    ...(slope ? ([[0x0028, 0x1053, "DS", slope]] satisfies Element[]) : []),
    [0x7fe0, 0x0010, "OW", Buffer.from(Uint16Array.from(values.flat()).buffer)],
  ];
  const metaBytes = Buffer.concat(meta.map(encode));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metaBytes.length);
  const head = Buffer.concat([encodeLength(length), metaBytes]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), head, ...data.map(encode)]);
}

function encodeLength(value: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(0x0002, 0);
  head.write("UL", 4, "latin1");
  head.writeUInt16LE(4, 6);
  return Buffer.concat([head, value]);
}

const ramp = (side: number): number[] =>
  Array.from({ length: side * side }, (_, i) => Math.round(((i % side) * 4000) / (side - 1)));

async function row(png: Buffer): Promise<number[]> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: info.width }, (_, x) => data[x * info.channels] ?? -1);
}

describe("a DICOM file", () => {
  it("is shown in the window of its header, in the file's own units", async () => {
    const image = await readDicom(
      dicom([ramp(16)], 16, { window: ["0", "1000"], slope: "1", intercept: "-1000" }),
    );
    expect(image.origin).toBe("DICOM, window 1000/0");
    const values = await row(image.png);
    // stored 0..500 is black (-1000..-500 and less), from 1500 on it is white
    expect(values.slice(0, 2)).toEqual([0, 0]);
    expect(values.slice(7)).toEqual(new Array<number>(9).fill(255));
    expect(image.notes).toEqual([]);
  });

  it("without a window is shown from the 1st to the 99th percentile, and that is said", async () => {
    const image = await readDicom(dicom([ramp(16)], 16));
    expect(image.origin).toBe("DICOM, window 4000/2000");
    expect(image.notes.join(" ")).toContain("percentile");
  });

  it("with inverted grey is turned the right way round", async () => {
    const values = await row(
      (await readDicom(dicom([ramp(16)], 16, { photometric: "MONOCHROME1" }))).png,
    );
    expect(values[0]).toBeGreaterThan(250);
    expect(values[15]).toBeLessThan(5);
  });

  it("of several frames gives the middle one and says which", async () => {
    const frame = (value: number): number[] => ramp(8).map((v, i) => (i < 8 ? value : v));
    const image = await readDicom(dicom([frame(0), frame(4000), frame(0), frame(0)], 8));
    expect(image.origin).toContain("frame 2 of 4");
    expect(image.notes[0]).toContain("number 2");
    expect((await row(image.png))[0]).toBeGreaterThan(240);
    expect(image.transform.frame).toEqual({ number: 2, of: 4 });
  });

  it("leaves no header behind", async () => {
    const { png } = await readDicom(dicom([ramp(16)], 16));
    expect(png.includes(Buffer.from("DOE"))).toBe(false);
  });

  it("that is cut off or holds no picture is refused", async () => {
    const whole = dicom([ramp(16)], 16);
    await expect(readDicom(whole.subarray(0, 200))).rejects.toBeInstanceOf(VlmError);
    await expect(readDicom(Buffer.alloc(300))).rejects.toMatchObject({ code: "image-unreadable" });
  });
});

describe("windows", () => {
  it("take the first of several and refuse what is no window", () => {
    expect(headerWindow("40\\-600", "400\\1500")).toEqual({ centre: 40, width: 400 });
    expect(headerWindow([40, -600], [400, 1500])).toEqual({ centre: 40, width: 400 });
    expect(headerWindow(0, 0)).toBeNull();
    expect(headerWindow(undefined, "400")).toBeNull();
    expect(headerWindow("x", "400")).toBeNull();
  });

  it("from counts leave out a hundredth at each end", () => {
    const counts = { min: 0, max: 1000, countOf: (v: number) => (v >= 100 && v < 200 ? 1 : 0) };
    expect(percentileWindow(counts)).toEqual({ width: 98, centre: 149 });
    expect(percentileWindow({ min: 5, max: 5, countOf: () => 9 })).toEqual({ width: 1, centre: 5 });
  });
});
