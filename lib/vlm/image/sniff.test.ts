import { describe, expect, it } from "vitest";
import { howToSave, sniff } from "./sniff";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat([
    ...parts.map((part) =>
      typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part),
    ),
    Buffer.alloc(400),
  ]);

describe("a file is told by its content", () => {
  it.each([
    ["jpeg", bytes([0xff, 0xd8, 0xff, 0xe0])],
    ["png", bytes([0x89], "PNG\r\n")],
    ["webp", bytes("RIFF", [1, 2, 3, 4], "WEBP")],
    ["dicom", bytes(new Array<number>(128).fill(0), "DICM")],
    ["dicom", bytes([8, 0, 5, 0], "CS", [10, 0])],
  ])("%s", (kind, content) => {
    expect(sniff(content).kind).toBe(kind);
  });

  it.each([
    ["HEIC", bytes([0, 0, 0, 24], "ftypheic")],
    ["AVIF", bytes([0, 0, 0, 24], "ftypavif")],
    ["TIFF", bytes("II*", [0])],
    ["TIFF", bytes("MM", [0, 42])],
    ["PDF", bytes("%PDF-1.7")],
    ["GIF", bytes("GIF89a")],
    ["ZIP", bytes("PK", [3, 4])],
    ["BMP", bytes("BM")],
    ["SVG", bytes("<svg xmlns=")],
    ["this kind of file", bytes("hello")],
  ])("%s is named and gets a sentence that says how to save it", (name, content) => {
    expect(sniff(content)).toEqual({ kind: "other", name });
    expect(howToSave(name)).toContain("PNG");
  });
});
