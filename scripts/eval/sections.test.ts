import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toyCard } from "@/lib/vlm/tools/toy-card";
import { reliability } from "@/scripts/eval/calibration-task";
import { contradiction, firstLabel, ownWords } from "@/scripts/eval/contradiction";
import type { Talk } from "@/scripts/eval/conversations";
import { evidenceSection, labelEvidence } from "@/scripts/eval/evidence-task";
import { differenceOf } from "@/scripts/eval/figure";
import { silenceSection } from "@/scripts/eval/grounding-task";
import { calibrationError, reliabilityBins } from "@/scripts/eval/metrics";
import { halfOf, mirroredSection } from "@/scripts/eval/mirrored";
import { NEEDLESS } from "@/scripts/eval/needless";
import { doubtOf, isOutside, reasonOutside } from "@/scripts/eval/outside";
import { BASE_QUESTION, HELD_OUT_QUESTIONS, TRAINED_QUESTIONS } from "@/scripts/eval/questions";
import { sampleOver } from "@/scripts/eval/random";
import { type States, stateFigures } from "@/scripts/eval/robustness-task";
import { parseRow, type Row } from "@/scripts/eval/rows";

const row: Row = parseRow(
  JSON.stringify({ id: "p1", dataset: "some-set", image: "p1.jpg", modality: "mri", group: "g1" }),
);
const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

describe("a paired difference", () => {
  it("is narrower than its parts where both move together", () => {
    const items = Array.from({ length: 100 }, (_, i) => ({
      group: `g${i}`,
      item: { before: i % 2, after: i % 2 === 0 ? 0 : 0.9 },
    }));
    const { value, low, high } = differenceOf(items);
    expect(value).toBeCloseTo(-0.05, 10);
    expect(high - low).toBeLessThan(0.03);
  });
});

describe("a sample over strata", () => {
  const items = [
    ...Array.from({ length: 100 }, (_, i) => `a${i}`),
    ...Array.from({ length: 100 }, (_, i) => `b${i}`),
    ...Array.from({ length: 4 }, (_, i) => `c${i}`),
  ];
  const draw = (count: number) => sampleOver(items, count, "x", (item) => item[0] ?? "");
  it("takes all of a small stratum and the rest from the others alike", () => {
    const counts = ["a", "b", "c"].map((letter) => {
      return draw(30).filter((item) => item.startsWith(letter)).length;
    });
    expect(counts).toEqual([13, 13, 4]);
    expect(draw(30)).toEqual(draw(30));
    expect(draw(999)).toEqual(items);
  });
});

describe("robustness", () => {
  const state = (head: string | null, overlap: number) => ({
    label: { head, given: head !== null },
    overlaps: { lung: overlap },
  });
  const made: { row: { group: string; labels: string[] }; made: States }[] = [
    { row: { group: "1", labels: ["a"] }, made: { clean: state("a", 0.8), half: state("b", 0.4) } },
    { row: { group: "2", labels: ["a"] }, made: { clean: state("b", 0.6), half: state("b", 0.6) } },
  ];
  it("sets each state against the clean picture", () => {
    const figures = stateFigures(made, "half");
    const values = Object.fromEntries(
      Object.entries(figures).map(([key, { value }]) => [key, Number(value.toFixed(9))]),
    );
    expect(values).toEqual({
      accuracy: 0,
      accuracyChange: -0.5,
      kept: 0.5,
      given: 1,
      mIoU: 0.5,
      mIoUChange: -0.2,
      acc50: 0.5,
      acc50Change: -0.5,
    });
  });
  it("gives the clean picture no changes, and nothing where nothing was measured", () => {
    expect(Object.keys(stateFigures(made, "clean"))).toEqual([
      "accuracy",
      "given",
      "mIoU",
      "acc50",
    ]);
    expect(stateFigures([], "half")).toEqual({});
  });
});

describe("evidence", () => {
  const truth = box(0, 0, 0.4, 0.4);
  const found = (...boxes: (typeof truth)[]) => ({
    outcome: boxes.length > 0 ? ("found" as const) : ("nothing" as const),
    boxes,
  });
  it("counts what is still said when the evidence is gone, beside the control", () => {
    const said = (head: string) => ({ head, given: true });
    const section = evidenceSection([
      {
        row: { group: "1" },
        made: {
          label: { clean: said("a"), gone: said("b"), control: said("a") },
          boxes: [
            { truth, found: { clean: found(truth), gone: found(), control: found(truth) } },
            {
              truth,
              found: {
                clean: found(truth),
                gone: found(truth),
                control: found(box(0.5, 0.5, 0.2, 0.2)),
              },
            },
          ],
        },
      },
    ]);
    expect(section).toMatchObject({
      label: {
        changed: { value: 1 },
        changedControl: { value: 0 },
        changedDifference: { value: 1 },
        given: { value: 1 },
      },
      box: {
        changed: { value: 0.5, n: 2 },
        changedControl: { value: 0.5 },
        stillThere: { value: 0.5 },
        stillThereControl: { value: 0.5 },
        given: { value: 0.5 },
        givenControl: { value: 1 },
        givenDifference: { value: -0.5 },
      },
    });
    expect(evidenceSection([])).toEqual({});
  });
  it("of a label is the largest box, and none where one of several would stay", () => {
    const cell = { label: "white blood cell", box: box(0, 0, 0.5, 0.5) };
    const nucleus = { label: "nucleus", box: box(0.1, 0.1, 0.2, 0.2) };
    const of = (boxes: Row["boxes"]) => labelEvidence({ ...row, labels: ["x"], boxes });
    expect(of([nucleus, cell])).toBe("white blood cell");
    expect(of([cell, cell])).toBeNull();
    expect(of([])).toBeNull();
  });
});

describe("why a picture is outside", () => {
  const sets = ["brain-tumor", "chest-xray-pneumonia", "lung-ct", "white-blood-cell"];
  const why = (change: Partial<Row>) => reasonOutside({ ...row, ...change }, sets);
  it("is its kind, its region, its age or its view", () => {
    expect(why({ modality: "oct", anatomy: "retina" })).toBe("otherModality");
    expect(why({ modality: "mri", anatomy: "spine" })).toBe("otherAnatomy");
    expect(why({ modality: "ct", anatomy: null })).toBe("anatomyUnstated");
    expect(why({ modality: "xray", anatomy: "chest", dataset: "covid-cxr" })).toBe("otherAge");
    expect(why({ modality: "xray", anatomy: "chest" })).toBe("ageUnstated");
    expect(why({ modality: "blood_smear", anatomy: "blood" })).toBe("otherView");
  });
  it("and each picture is outside for a reason, in doubt, or neither", () => {
    const brain = { ...row, anatomy: "brain" };
    expect([reasonOutside(brain, sets), doubtOf(brain, sets)]).toEqual([null, "brainMri"]);
    const lung = { ...row, modality: "ct", anatomy: "lung" };
    expect([reasonOutside(lung, sets), doubtOf(lung, sets)]).toEqual([null, "chestCt"]);
    const own = { ...brain, labelSet: "brain-tumor" };
    expect([isOutside(own, sets), doubtOf(own, sets)]).toEqual([false, null]);
    expect(doubtOf({ ...row, anatomy: "spine" }, sets)).toBeNull();
  });
});

describe("mirrored films", () => {
  it("count boxes given and the half of the picture that they lie in", () => {
    const [left, right] = [box(0.1, 0.2, 0.3, 0.5), box(0.6, 0.2, 0.3, 0.5)];
    expect([halfOf(left), halfOf(right)]).toEqual(["left", "right"]);
    const section = mirroredSection([
      { group: "1", item: { phrase: "left lung", clean: right, mirrored: left } },
      { group: "1", item: { phrase: "right lung", clean: left, mirrored: left } },
      { group: "2", item: { phrase: "left lung", clean: right, mirrored: null } },
    ]);
    expect(section.given?.value).toBeCloseTo(2 / 3, 10);
    expect(section.givenChange?.value).toBeCloseTo(-1 / 3, 10);
    expect(section.conventionSide).toMatchObject({ value: 0.5, n: 2 });
    expect(section.conventionSideUnmirrored?.value).toBe(1);
  });
});

describe("missed and false alarms", () => {
  it("weigh each group of phrase and kind alike", () => {
    const looks = (count: number, boxes: ReturnType<typeof box>[]) =>
      Array.from({ length: count }, (_, i) => ({ group: `${i}`, item: { truth: [], boxes } }));
    const given = [box(0, 0, 1, 1)];
    const section = silenceSection([looks(90, given), looks(10, [])], [looks(5, given)]);
    expect(section.missed?.value).toBe(0.5);
    expect(section.falseAlarm?.value).toBe(1);
    expect(silenceSection([], [])).toEqual({});
  });
});

describe("reliability", () => {
  const items = [
    { probability: 0.9, right: true },
    { probability: 0.92, right: false },
    { probability: 0.2, right: false },
    { probability: 1, right: true },
  ];
  it("has a bin for what was forecast, and none that is empty", () => {
    const bins = reliabilityBins(items);
    expect(bins.map(({ n }) => n)).toEqual([1, 2, 1]);
    expect(bins[1]?.confidence).toBeCloseTo(0.91, 10);
    expect(bins[1]?.accuracy).toBe(0.5);
    expect(bins.at(-1)).toMatchObject({ high: 1, confidence: 1, accuracy: 1 });
  });
  it("adds up to the error that stands beside it", () => {
    const { ece, bins } = reliability(items.map((item, i) => ({ group: `${i}`, item })));
    const gaps = bins.map(({ n, confidence, accuracy }) => n * Math.abs(confidence - accuracy));
    expect(gaps.reduce((a, b) => a + b, 0) / 4).toBeCloseTo(ece.value, 10);
    expect(ece.value).toBeCloseTo(calibrationError(items), 10);
  });
});

const labelled = {
  outcome: "labelled",
  imageId: "p1",
  set: "brain-tumor",
  setName: "head MRI",
  population: "p",
  view: "v",
  labels: [
    { label: "glioma", probability: 0.9, card: "glioma" },
    { label: "no tumour", probability: 0.1, card: "no-tumour" },
  ],
  modality: { id: "mri", name: "MRI", probability: 1 },
};
const talk = (reasoning: string, text: string, called = true): Talk => ({
  script: { kind: "label", key: "k", question: "?", row, archive: "a", phrase: null, cards: [] },
  turn: {
    reasoning,
    text,
    outcome: "answered",
    calls: called ? [{ id: "c", tool: "diagnose", input: {}, output: labelled }] : [],
  },
});

describe("an answer that contradicts its own steps", () => {
  const reading = "1. Reading: MRI, brain: glioma. (image)\n";
  const judge = (one: Talk) => contradiction(one, toyCard.labelSets);
  it("names another label than its reading or its result", () => {
    expect(judge(talk(reading, "The label that fits best is glioma."))?.contradicts).toBe(false);
    expect(judge(talk(reading, "My label is no tumour, not glioma."))?.contradicts).toBe(true);
    const other = "1. Reading: MRI, brain: meningioma. (image)\n";
    const differs = "The label is glioma.\n\n[note:differs] At first sight *meningioma*.";
    expect(judge(talk(other, differs))).toEqual({ contradicts: true, told: true });
    const step = `${reading}2. The head MRI set puts no tumour first. (diagnose)\n`;
    expect(judge(talk(step, "The label is glioma."))?.contradicts).toBe(true);
  });
  it("is not judged where it names no label or where no step does", () => {
    expect(judge(talk(reading, "I looked at the whole picture."))).toBeNull();
    expect(judge(talk("1. It asks. (none)\n", "Glioma is a word.", false))).toBeNull();
  });
  it("is read past the cards' passages and the remarks of code", () => {
    expect(ownWords("One.\n\n[note:nothing] I found no glioma.\n\nTwo.")).toBe("One.\n\nTwo.");
    expect(
      firstLabel("There is no evidence of Alzheimer's disease.", [
        "alzheimer's disease",
        "no evidence of alzheimer's disease",
      ]),
    ).toBe("no evidence of alzheimer's disease");
    expect(firstLabel("Normally not.", ["normal"])).toBeNull();
  });
});

describe("the questions", () => {
  const told = z
    .object({ trained: z.array(z.string()), heldOut: z.array(z.string()) })
    .parse(
      JSON.parse(
        readFileSync(path.join(import.meta.dirname, "../../tests/fixtures/phrasings.json"), "utf8"),
      ),
    );
  it("for a label are the recipe's own, trained and held out", () => {
    expect(TRAINED_QUESTIONS).toEqual(told.trained);
    expect(HELD_OUT_QUESTIONS).toEqual(told.heldOut);
    expect(TRAINED_QUESTIONS[0]).toBe(BASE_QUESTION);
  });
  it("that need no tool are enough to see four in a hundred, each once", () => {
    expect(NEEDLESS.length).toBeGreaterThanOrEqual(100);
    expect(new Set(NEEDLESS.map((text) => text.toLowerCase())).size).toBe(NEEDLESS.length);
  });
});
