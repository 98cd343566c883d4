import { expect, it } from "vitest";
import { mutated } from "./mutate";
import { chunksOf, pngBomb } from "./png";
import { randomOf } from "./random";
import { bombs, PERSON, seeds, strangers } from "./seeds";

it("the same seed makes the same files, another seed others", async () => {
  const good = await seeds();
  const made = (seed: number): string[] => {
    const random = randomOf(seed);
    return Array.from({ length: 40 }, () => {
      const { name, bytes } = mutated(good, random);
      return `${name} ${bytes.toString("base64")}`;
    });
  };
  const first = made(7);
  expect(made(7)).toEqual(first);
  expect(made(8)).not.toEqual(first);
});

it("a file of a few bytes can be spoilt in every way", () => {
  const small = [{ name: "DICOM, short", bytes: Buffer.from("DICM"), wanted: "either" as const }];
  const random = randomOf(1);
  const names = new Set(Array.from({ length: 2_000 }, () => mutated(small, random).name));
  expect(names.size).toBeGreaterThan(8);
});

it("there is every EXIF orientation, every kind that is read, and the person's name in headers", async () => {
  const good = await seeds();
  for (let turn = 1; turn <= 8; turn += 1)
    expect(good.some(({ name }) => name === `JPEG, orientation ${turn}`)).toBe(true);
  const kinds = ["JPEG, CMYK", "PNG, 16 bit", "WebP, animated", "DICOM, 12 bit"];
  for (const kind of kinds) {
    const found = good.find(({ name }) => name === kind);
    expect(found?.bytes.includes(PERSON), kind).toBe(true);
  }
});

it("a bomb is small", async () => {
  for (const { name, bytes } of await bombs()) expect(bytes.length, name).toBeLessThan(4_000_000);
  expect(chunksOf(pngBomb())[0]?.data.readUInt32BE(0)).toBe(30_000);
  expect((await strangers()).length).toBeGreaterThan(10);
});
