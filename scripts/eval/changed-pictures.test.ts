import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { iou } from "@/lib/geometry/overlap";
import { readImage } from "@/lib/vlm/image/read-image";
import { averageOf, blankPictures, noise } from "@/scripts/eval/blank-pictures";
import { blankSection } from "@/scripts/eval/blank-report";
import { cropBox, frameBox, mirrorBox, turnBox, turnedSize } from "@/scripts/eval/carry";
import { CORRUPTIONS } from "@/scripts/eval/corruptions";
import { elsewhere, fillBox, fillPng, rectOf, ringColour } from "@/scripts/eval/mask";

const size = { width: 400, height: 300 };
const box = { x: 0.25, y: 0.4, width: 0.2, height: 0.3 };
const round = (one: typeof box) =>
  Object.fromEntries(Object.entries(one).map(([key, value]) => [key, Number(value.toFixed(9))]));

/** A black picture with a red patch where the box lies. */
async function patch(): Promise<Buffer> {
  const red = await sharp({
    create: { width: 80, height: 90, channels: 3, background: { r: 255, g: 0, b: 0 } },
  })
    .png()
    .toBuffer();
  return sharp({ create: { ...size, channels: 3, background: { r: 0, g: 0, b: 0 } } })
    .composite([{ input: red, left: 100, top: 120 }])
    .png()
    .toBuffer();
}

/** The upright hull of the red pixels of a file, read as the app reads uploads. */
async function redBox(bytes: Uint8Array): Promise<typeof box> {
  const { png, width, height } = await readImage(bytes);
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const at = Array.from({ length: width * height }, (_, i) => i).filter((i) => {
    const [r = 0, g = 0, b = 0] = data.subarray(i * info.channels, i * info.channels + 3);
    return r > 75 && g < r / 2 && b < r / 2;
  });
  const across = at.map((i) => i % width);
  const down = at.map((i) => Math.floor(i / width));
  const min = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Number.MAX_VALUE);
  const max = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const [x, y] = [min(across) / width, min(down) / height];
  return {
    x,
    y,
    width: (max(across) + 1) / width - x,
    height: (max(down) + 1) / height - y,
  };
}

describe("a box carried through a change of its picture", () => {
  it("is cut where the picture is cut, computed by hand", () => {
    expect(round(cropBox(box, 0.1))).toEqual({
      x: Number((0.2 / 0.9).toFixed(9)),
      y: Number((0.35 / 0.9).toFixed(9)),
      width: Number((0.2 / 0.9).toFixed(9)),
      height: Number((0.3 / 0.9).toFixed(9)),
    });
    expect(cropBox({ x: 0, y: 0, width: 0.05, height: 0.05 }, 0.1).width).toBe(0);
  });
  it("turned by a quarter has its sides exchanged, in the frame that holds the picture", () => {
    const frame = turnedSize(size, 90);
    expect(frame.width).toBeCloseTo(300, 9);
    const turned = turnBox(box, size, 90, frame);
    // clockwise: what was at the left is at the top, what was at the bottom is at the left
    expect(round(turned)).toEqual({ x: 0.3, y: 0.25, width: 0.3, height: 0.2 });
  });
  it("keeps its pixels where margins are added", () => {
    const framed = frameBox(box, size, { left: 100, right: 0, top: 0, bottom: 100 });
    expect(round(framed)).toEqual({ x: 0.4, y: 0.3, width: 0.16, height: 0.225 });
  });
  it("is at the other side of the mirror image, twice mirrored where it was", () => {
    expect(mirrorBox(box).x).toBeCloseTo(0.55, 9);
    expect(round(mirrorBox(mirrorBox(box)))).toEqual(round(box));
  });
});

describe("what people do to pictures", () => {
  it.each(CORRUPTIONS.map((one) => [one.name, one] as const))(
    "%s: the app reads the file, and the true box lies around the same thing",
    async (_name, { apply, carry }) => {
      const seen = await redBox(await apply(await patch(), size));
      expect(iou(seen, carry(box, size))).toBeGreaterThan(0.93);
    },
  );
  it("half the size is half the size, and a screenshot is larger than its picture", async () => {
    const of = async (name: string) => {
      const one = CORRUPTIONS.find((corruption) => corruption.name === name);
      return one === undefined ? null : readImage(await one.apply(await patch(), size));
    };
    expect(await of("half")).toMatchObject({ width: 200, height: 150 });
    expect((await of("screenshot"))?.width).toBeGreaterThan(size.width);
  });
});

describe("a filled box", () => {
  const grey = (values: number[], width: number) => ({
    width,
    height: values.length / width,
    data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
  });
  it("has the mean colour of the ring around it and leaves the rest", () => {
    // 6 x 6 of 10, a 2 x 2 of 200 in the middle, one corner of the ring 34
    const values = Array.from({ length: 36 }, (_, i) => {
      const [x, y] = [i % 6, Math.floor(i / 6)];
      return x >= 2 && x < 4 && y >= 2 && y < 4 ? 200 : i === 0 ? 42 : 10;
    });
    const pixels = grey(values, 6);
    const middle = { x: 2 / 6, y: 2 / 6, width: 2 / 6, height: 2 / 6 };
    expect(rectOf(middle, pixels)).toEqual({ left: 2, top: 2, right: 4, bottom: 4 });
    // the ring is 2 wide: 32 pixels, (31 * 10 + 42) / 32
    expect(ringColour(pixels, rectOf(middle, pixels))).toEqual([11, 11, 11]);
    const filled = fillBox(pixels, middle);
    expect(filled.data[(2 * 6 + 2) * 3]).toBe(11);
    expect(filled.data[0]).toBe(42);
    expect(pixels.data[(2 * 6 + 2) * 3]).toBe(200);
  });
  it("over the whole picture takes the picture's own mean", () => {
    const pixels = grey([0, 100], 2);
    const whole = { x: 0, y: 0, width: 1, height: 1 };
    expect([...fillBox(pixels, whole).data]).toEqual(new Array(6).fill(50));
  });
  it("leaves nothing of a thing in a file", async () => {
    const png = await fillPng(await patch(), box);
    const { channels } = await sharp(png).stats();
    expect(channels.map(({ max }) => max)).toEqual([0, 0, 0]);
  });
});

describe("the control's place", () => {
  it("is as large, inside the picture and off every true box", () => {
    const other = { x: 0.6, y: 0.1, width: 0.3, height: 0.3 };
    const place = elsewhere(box, [box, other]);
    expect(place).not.toBeNull();
    if (place === null) return;
    expect([place.width, place.height]).toEqual([box.width, box.height]);
    expect(iou(place, box) + iou(place, other)).toBe(0);
    expect(Math.max(place.x + place.width, place.y + place.height)).toBeLessThanOrEqual(1);
  });
  it("is none where the box leaves no room", () => {
    const large = { x: 0.2, y: 0.2, width: 0.7, height: 0.7 };
    expect(elsewhere(large, [large])).toBeNull();
  });
});

describe("blank pictures", () => {
  it("are the same each time, and noise is noise", () => {
    const small = { width: 8, height: 8 };
    expect(noise(small, 1, false, 3)).toEqual(noise(small, 1, false, 3));
    expect(noise(small, 1, false, 3)).not.toEqual(noise(small, 1, false, 4));
    const grains = noise(small, 4, true, 3);
    expect(new Set(grains).size).toBeLessThanOrEqual(4);
    expect(grains.subarray(0, 12).every((value) => value === grains[0])).toBe(true);
  });
  it("have names of their own, and files that the app reads", async () => {
    const pictures = blankPictures([]);
    expect(new Set(pictures.map(({ name }) => name)).size).toBe(pictures.length);
    for (const { file } of pictures.filter((_, i) => i % 6 === 0)) {
      expect((await readImage(await file())).width).toBeGreaterThanOrEqual(300);
    }
  });
  it("of a set are its mean picture", () => {
    expect([...averageOf([Uint8Array.of(0, 10), Uint8Array.of(100, 13)])]).toEqual([50, 12]);
  });
  it("are counted by kind and over all", () => {
    const said = [
      { kind: "black", name: "a", labelled: true, boxes: [], notSupported: false },
      { kind: "noise", name: "b", labelled: false, boxes: ["bleeding"], notSupported: false },
      { kind: "noise", name: "c", labelled: false, boxes: [], notSupported: true },
    ];
    const section = blankSection(said);
    expect(section.all?.label?.value).toBeCloseTo(1 / 3, 10);
    expect(section.noise).toMatchObject({
      label: { value: 0, n: 2 },
      box: { value: 0.5 },
      notSupported: { value: 0.5 },
    });
  });
});
