import { describe, expect, it } from "vitest";
import { groundResultSchema } from "@/lib/contracts/tools";
import type { Proposal } from "../evlf/encoders";
import { confidenceAt, strengthWords, weaker } from "./confidence";
import { ground } from "./ground";
import { toyCard, toyReading } from "./toy-card";

// the 200 x 100 picture lies in the middle half of the square: y from 0.25 to 0.75
const inSquare = (score: number, x1: number, y1: number, x2: number, y2: number): Proposal => ({
  score,
  x1,
  y1: 0.25 + y1 / 2,
  x2,
  y2: 0.25 + y2 / 2,
});

const run = (
  asked: string,
  modality: string,
  proposals: Record<number, Proposal[]>,
  firstId = 1,
  region = { name: "chest", probability: 0.9 },
) =>
  ground({
    card: toyCard,
    imageId: "pic",
    reading: toyReading(modality, { region }),
    asked,
    firstId,
    propose: async (id) => proposals[id] ?? [],
  });

describe("ground", () => {
  it("gives the best box of a single thing in fractions of the original", async () => {
    const result = await run("the left lung", "xray", {
      6: [inSquare(0.9, 0.5, 0.1, 0.9, 0.9), inSquare(0.6, 0.1, 0.1, 0.2, 0.2)],
    });
    expect(groundResultSchema.parse(result)).toEqual(result);
    if (result.outcome !== "found") throw new Error(result.outcome);
    expect(result.boxes).toHaveLength(1);
    expect(result.boxes[0]).toMatchObject({ id: 1, label: "left lung", place: "middle right" });
    expect(result.boxes[0]?.confidence).toBeCloseTo(1);
    expect(result.boxes[0]?.box.y).toBeCloseTo(0.1);
    expect(result.boxes[0]?.box.height).toBeCloseTo(0.8);
  });

  it("cuts a box that reaches into the margin to the picture", async () => {
    const result = await run("red blood cell", "blood_smear", {
      0: [{ score: 0.8, x1: -0.1, y1: 0.1, x2: 0.3, y2: 0.5 }],
    });
    if (result.outcome !== "found") throw new Error(result.outcome);
    expect(result.boxes[0]?.box).toEqual({
      x: 0,
      y: 0,
      width: expect.closeTo(0.3, 9),
      height: 0.5,
    });
  });

  it("gives several of many, none twice, and numbers them on", async () => {
    const result = await run(
      "red cells",
      "blood_smear",
      {
        0: [
          inSquare(0.9, 0.1, 0.1, 0.2, 0.3),
          inSquare(0.8, 0.105, 0.1, 0.2, 0.3),
          inSquare(0.7, 0.6, 0.6, 0.7, 0.8),
          inSquare(0.39, 0.8, 0.1, 0.9, 0.3),
        ],
      },
      3,
    );
    if (result.outcome !== "found") throw new Error(result.outcome);
    expect(result.boxes.map((b) => [b.id, b.score])).toEqual([
      [3, 0.9],
      [4, 0.7],
    ]);
  });

  it("looks for both lungs where the side is not said, as well as the weaker is measured", async () => {
    const result = await run("lungs", "xray", {
      6: [inSquare(0.9, 0.5, 0.1, 0.9, 0.9)],
      7: [inSquare(0.8, 0.1, 0.1, 0.45, 0.9)],
    });
    if (result.outcome !== "found") throw new Error(result.outcome);
    expect(result.boxes.map((b) => b.label)).toEqual(["left lung", "right lung"]);
    expect([result.phrase, result.strength]).toEqual(["left lung and right lung", "untested"]);
  });

  it("looks for a lung in no picture that surely shows another part of the body", async () => {
    const lung = { 6: [inSquare(0.9, 0.5, 0.1, 0.9, 0.9)] };
    const knee = { name: "musculoskeletal", probability: 0.8 };
    expect(await run("left lung", "xray", lung, 1, knee)).toMatchObject({
      outcome: "unsupported",
      supported: [],
    });
    const unsure = { name: "musculoskeletal", probability: 0.4 };
    expect(await run("left lung", "xray", lung, 1, unsure)).toMatchObject({ outcome: "found" });
  });

  it("keeps found nothing, not supported and not usable apart", async () => {
    const weak = { 4: [inSquare(0.39, 0.1, 0.1, 0.3, 0.3)] };
    expect(await run("brain tumor", "mri", weak)).toMatchObject({
      outcome: "nothing",
      phrase: "brain tumour",
      card: "brain-tumour",
    });
    expect(await run("ligament", "xray", {})).toMatchObject({
      outcome: "unsupported",
      asked: "ligament",
      supported: ["left lung", "right lung"],
    });
    expect(await run("left lung", "mri", {})).toMatchObject({ outcome: "unsupported" });
    expect(await run("left lung", "none", {})).toMatchObject({
      outcome: "unusable",
      reason: "not-medical",
    });
  });
});

describe("what was measured", () => {
  it("is read between its points and never beyond them", () => {
    const points: [number, number][] = [
      [0.3, 0.5],
      [0.9, 1],
    ];
    expect(confidenceAt(points, 0.6)).toBeCloseTo(0.75);
    expect(confidenceAt(points, 0.1)).toBe(0.5);
    expect(confidenceAt(points, 0.99)).toBe(1);
    expect(confidenceAt("untested", 0.5)).toBeNull();
  });

  it("is told in words, and untested stays untested", () => {
    const strength = { n: 200, iou: 0.8, acc50: 0.97, f1: null, missed: 0.03, falseAlarm: 0.1 };
    expect(strengthWords(strength, "left lung", "X-ray")).toContain("97 of 100");
    expect(strengthWords(strength, "left lung", "X-ray")).toContain("10 of 100");
    expect(strengthWords("untested", "bleeding", "CT")).toContain("untested");
    expect(weaker(strength, { ...strength, acc50: 0.5 })).toMatchObject({ acc50: 0.5 });
    expect(weaker(strength, "untested")).toBe("untested");
  });
});
