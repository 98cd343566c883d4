import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openTar } from "@/scripts/eval/tar";

const folder = mkdtempSync(path.join(tmpdir(), "tar-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("openTar", () => {
  it.each(["gnu", "pax", "ustar"])("reads every file of a %s archive byte by byte", (format) => {
    const long = `${"n".repeat(format === "ustar" ? 90 : 180)}.jpg`;
    const files: Record<string, Buffer> = {
      "a.jpg": Buffer.from("first"),
      "empty.jpg": Buffer.alloc(0),
      [long]: Buffer.alloc(1500, 7),
    };
    for (const [name, bytes] of Object.entries(files))
      writeFileSync(path.join(folder, name), bytes);
    const archive = path.join(folder, `${format}.tar`);
    execFileSync("tar", [
      `--format=${format}`,
      "-cf",
      archive,
      "-C",
      folder,
      ...Object.keys(files),
    ]);
    const tar = openTar(archive);
    expect([...tar.names].sort()).toEqual(Object.keys(files).sort());
    for (const [name, bytes] of Object.entries(files)) {
      expect(tar.read(name).equals(bytes)).toBe(true);
      expect(tar.read(`./${name}`).equals(bytes)).toBe(true);
    }
    expect(() => tar.read("absent.jpg")).toThrow("holds no absent.jpg");
    tar.close();
  });
});
