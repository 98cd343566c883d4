import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { boxFits, medianBox, readBox } from "@/scripts/eval/box-text";
import { openCache } from "@/scripts/eval/cache";
import type { Talk } from "@/scripts/eval/conversations";
import { bestOverlap, severalF1 } from "@/scripts/eval/grounding-task";
import { joinSections } from "@/scripts/eval/join-sections";
import { isOutside } from "@/scripts/eval/outside";
import { agreement, spread, worst } from "@/scripts/eval/phrasings-task";
import { readAnswer } from "@/scripts/eval/read-answer";
import { hasReading, readLabel } from "@/scripts/eval/read-label";
import { beginning, readingLine } from "@/scripts/eval/read-off";
import { evidenceAgrees, evidenceExists } from "@/scripts/eval/reasoning-report";
import { parseRow, type Row, readSets } from "@/scripts/eval/rows";
import { stepsOf } from "@/scripts/eval/steps";
import { tableOf } from "@/scripts/eval/table";
import { isRight } from "@/scripts/eval/tools-report";

const folder = mkdtempSync(path.join(tmpdir(), "eval-"));
afterAll(() => rmSync(folder, { recursive: true }));

const line = {
  id: "p1",
  dataset: "strange-set",
  image: "p1.jpg",
  modality: "mri",
  anatomy: "brain",
  label_set: "brain-tumor",
  labels: ["Glioma"],
  boxes: [{ label: "brain tumour", box: [0.1, 0.2, 0.5, 0.6] }],
  qa: [{ question: "Which?", answer: "this", kind: "open", topic: "x" }],
  group: "g1",
  unknown: 1,
};
const row: Row = parseRow(JSON.stringify(line));

describe("rows", () => {
  it("of a set that nobody named are read, corners as boxes, labels in lower case", () => {
    expect(row.labels).toEqual(["glioma"]);
    expect(row.boxes[0]?.box.width).toBeCloseTo(0.4, 10);
    expect(row.group).toBe("strange-set/g1");
  });
  it("are cut to the limit by a fixed draw, and a bad line is named", () => {
    const lines = Array.from({ length: 30 }, (_, i) => JSON.stringify({ ...line, id: `p${i}` }));
    writeFileSync(path.join(folder, "val.jsonl"), `${lines.join("\n")}\n`);
    writeFileSync(path.join(folder, "images.tar"), "");
    const ids = () => readSets([folder], "val", 5)[0]?.rows.map(({ id }) => id);
    expect(ids()).toHaveLength(5);
    expect(ids()).toEqual(ids());
    writeFileSync(path.join(folder, "val.jsonl"), `${lines[0]}\n{"id": 3}\n`);
    expect(() => readSets([folder], "val", null)).toThrow("val.jsonl:2");
  });
});

describe("what the model wrote", () => {
  it("gives modality and label of the reading step, and only of it", () => {
    const text = "<think>\n1. Reading: MRI, brain: pituitary tumour. (image)\n2. It fits. (none)";
    expect(readLabel(text)).toEqual({ modality: "MRI", label: "pituitary tumour" });
    expect(readLabel("1. Reading: X-ray, chest; no label set. (image)\n")).toBeNull();
    expect(readLabel("1. Reading: not a medical image. (image)\n")).toBeNull();
    expect(readLabel("The label: MRI, brain: glioma.")).toBeNull();
    expect(
      readLabel(
        "Reading: dermatoscopy, skin: actinic keratosis / intraepithelial carcinoma. (image)",
      ),
    ).toEqual({ modality: "dermatoscopy", label: "actinic keratosis / intraepithelial carcinoma" });
  });
  it("is enough once the reading step is whole", () => {
    expect(hasReading("<think>\n1. Reading: MRI, brain: gli")).toBe(false);
    expect(hasReading("<think>\n1. Reading: MRI, brain: glioma. (image)\n")).toBe(true);
  });
  it("gives the answer that follows its opening", () => {
    expect(readAnswer(" right lung.")).toBe("right lung");
    expect(readAnswer(" axial")).toBe("axial");
    expect(readAnswer(" no.\nyes")).toBe("no");
    expect(readAnswer("")).toBe("");
  });
  it("opens an answer as it was trained, with the model's own reading before it", () => {
    const written = "<think>\n1. Reading: CT, chest; no label set. (image)\n2. I look for it";
    expect(readingLine(written)).toBe("1. Reading: CT, chest; no label set. (image)\n");
    expect(beginning(readingLine(written), "No tool.", "Not tested:")).toBe(
      "<think>\n1. Reading: CT, chest; no label set. (image)\n2. No tool. (image)\n</think>\nNot tested:",
    );
    expect(beginning(null, null, "box")).toBe("<think>\n</think>\nbox");
  });
  it("reads a box as numbers of the square back into the picture", () => {
    // twice as wide as high: the picture is the middle half of the square
    expect(readBox(" 00 25 99 74", { width: 200, height: 100 })).toMatchObject({ x: 0, width: 1 });
    expect(readBox(" 00 25 99 74", { width: 200, height: 100 })?.y).toBeCloseTo(0, 1);
    expect(readBox(" 50 50 40 60", { width: 10, height: 10 })).toBeNull();
    expect(readBox(" 5 50 60 70", { width: 10, height: 10 })).toBeNull();
  });
  it("lets only four numbers of two digits follow, the far sides beyond the near ones", () => {
    expect([" ", " 1", " 10 9", " 10 20 1", " 10 20 30 4"].map(boxFits)).toEqual(
      Array(5).fill("part"),
    );
    expect(boxFits(" 10 20 30 40")).toBe("whole");
    const never = [
      "x",
      "10",
      " 10 20 30 40.",
      " 10  ",
      " 99",
      " 10 20 0",
      " 10 20 10",
      " 10 29 11 29",
    ];
    expect(never.map(boxFits)).toEqual(Array(never.length).fill("no"));
  });
  it("picks the number that the true one is as likely below as above", () => {
    const { digit } = medianBox();
    const shares = (...all: [number, number][]) => new Map(all);
    // 10 to 19 hold 0.4 of all, 20 to 29 0.2: the median is half through the twenties
    const tens = shares([1, 0.4], [2, 0.2], [7, 0.4]);
    expect(digit?.(" ", tens)).toBe(2);
    expect(digit?.(" 2", shares([0, 0.3], [5, 0.3], [9, 0.4]))).toBe(5);
    // nothing is left over for the next number
    expect(digit?.(" 25 ", shares([0, 0.51], [9, 0.49]))).toBe(0);
    expect(digit?.(" 25 0", shares([3, 0.9], [8, 0.1]))).toBe(8);
  });
  it("keeps both parts of a section that two tasks fill", () => {
    const report: Record<string, unknown> = { grounding: { tool: 1 } };
    joinSections(report, { grounding: { text: 2 }, vqa: {} });
    expect(report).toEqual({ grounding: { tool: 1, text: 2 }, vqa: {} });
  });
});

describe("grounding measures", () => {
  const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
  it("the best-scored box counts, and none counts as 0", () => {
    const truth = [box(0, 0, 0.4, 0.4)];
    expect(bestOverlap({ truth, boxes: [] })).toBe(0);
    // half of the area shared: 0.08 / (0.16 + 0.16 - 0.08)
    const boxes = [box(0, 0.2, 0.4, 0.4), box(0, 0, 0.4, 0.4)];
    expect(bestOverlap({ truth, boxes })).toBeCloseTo(0.08 / 0.24, 10);
  });
  it("two boxes on one thing are one match and one false alarm", () => {
    const truth = [box(0, 0, 0.2, 0.2), box(0.5, 0.5, 0.2, 0.2)];
    const boxes = [box(0, 0, 0.2, 0.2), box(0, 0, 0.2, 0.21)];
    // tp 1, fp 1, fn 1: 2/(2+1+1)
    expect(severalF1([{ truth, boxes }])).toBeCloseTo(0.5, 10);
  });
});

describe("applicability", () => {
  const sets = ["brain-tumor", "chest-xray-pneumonia", "lung-ct"];
  const of = (change: Partial<Row>) => isOutside({ ...row, labelSet: null, ...change }, sets);
  it("an adult chest film and a shoulder MRI are outside, a head MRI of unknown kind is left out", () => {
    expect(of({ modality: "xray", anatomy: "chest" })).toBe(true);
    expect(of({ modality: "mri", anatomy: "musculoskeletal" })).toBe(true);
    expect(of({ modality: "mri", anatomy: "brain" })).toBe(false);
    expect(of({ modality: "oct", anatomy: "retina" })).toBe(true);
    expect(of({ modality: "none" })).toBe(false);
    expect(isOutside(row, sets)).toBe(false);
  });
});

describe("phrasings", () => {
  it("agreement is the share that says the base phrasing's label", () => {
    const items = [
      { truth: "a", base: "a", others: ["a", "a", "b", null] },
      { truth: "a", base: null, others: [null, "a", "a", "a"] },
    ];
    expect(agreement(items)).toBeCloseTo(2 / 8, 10);
  });
  it("the worst phrasing is the one that gives the base phrasing's label least often", () => {
    const items = [
      { truth: "a", base: "a", others: ["a", "b"] },
      { truth: "b", base: "b", others: ["b", "b"] },
    ];
    expect(worst(items)).toBe(0.5);
    expect(worst([])).toBe(0);
  });
  it("spread is best less worst accuracy", () => {
    const others = ["a", "b", ...Array.from({ length: 8 }, () => "a")];
    expect(spread([{ base: "a", truth: "a", others }])).toBe(1);
  });
});

const marks = {
  outcome: "found",
  asked: "tumour",
  phrase: "brain tumour",
  modality: { id: "mri", name: "MRI", probability: 1 },
  imageId: "p1",
  boxes: [
    {
      id: 1,
      label: "brain tumour",
      box: { x: 0.1, y: 0.2, width: 0.4, height: 0.4 },
      score: 0.9,
      confidence: null,
      place: "middle left",
    },
  ],
  strength: "untested",
  card: null,
};
const talk: Talk = {
  script: {
    kind: "place",
    key: "k",
    question: "Where?",
    row,
    archive: "a.tar",
    phrase: "brain tumour",
    cards: [],
  },
  turn: {
    reasoning: "",
    text: "",
    outcome: "answered",
    calls: [{ id: "c", tool: "ground", input: { phrase: "tumour" }, output: marks }],
  },
};

describe("reasoning", () => {
  const steps = stepsOf(
    "1. Reading: MRI, brain: glioma. (image)\n2. One mark came back, middle left. (box 1)\n3. Two marks (both). (boxes 1, 2)\n4. No form",
  );
  it("steps are read with their evidence", () => {
    expect(steps.map(({ evidence }) => evidence)).toEqual(["image", "box 1", "boxes 1, 2", ""]);
  });
  it("evidence exists only where the turn has it", () => {
    expect(steps.map((step) => evidenceExists(step, talk))).toEqual([true, true, false, false]);
    expect(evidenceExists({ number: 1, text: "", evidence: "diagnose" }, talk)).toBe(false);
    expect(evidenceExists({ number: 1, text: "", evidence: "card not-a-card" }, talk)).toBe(false);
  });
  it("evidence agrees where label or box is true, and nothing is said where truth is unknown", () => {
    expect(steps.map((step) => evidenceAgrees(step, talk))).toEqual([true, true, true, null]);
    const [wrong] = stepsOf("1. Reading: MRI, brain: meningioma. (image)");
    expect(wrong && evidenceAgrees(wrong, talk)).toBe(false);
  });
});

describe("tool calls", () => {
  it("are right with the right tool and the phrase that was meant", () => {
    expect(isRight(talk)).toBe(true);
    const other = { ...talk, script: { ...talk.script, phrase: "left lung" } };
    expect(isRight(other)).toBe(false);
    expect(isRight({ ...talk, script: { ...talk.script, kind: "needless" } })).toBe(false);
    expect(isRight({ ...talk, script: { ...talk.script, kind: "label" } })).toBe(false);
  });
});

describe("the cache", () => {
  it("goes on after an interruption, a line cut off in the middle included", async () => {
    const first = openCache(folder, "x");
    expect(await first.recall("a", async () => [1, null])).toEqual([1, null]);
    const file = path.join(folder, "x.jsonl");
    writeFileSync(file, `${readFileSync(file, "utf8")}["b", [1`);
    const again = openCache(folder, "x");
    expect(again.size).toBe(1);
    expect(await again.recall("a", async () => [2])).toEqual([1, null]);
    await again.recall("b", async () => [3]);
    const third = openCache(folder, "x");
    expect(await third.recall("b", async () => [4])).toEqual([3]);
    expect(openCache(folder, "x", true).size).toBe(0);
  });
});

describe("the table", () => {
  it("has one line a heading, with every figure under it", () => {
    const figure = { value: 0.5, n: 7, low: 0.25, high: 0.75 };
    const table = tableOf({ model: { name: "m" }, a: { b: figure, c: { d: figure, e: figure } } });
    expect(table.split("\n")).toEqual([
      "a       b 0.500 [0.250, 0.750] n 7",
      "a / c   d 0.500 [0.250, 0.750] n 7   e 0.500 [0.250, 0.750] n 7",
    ]);
  });
});
