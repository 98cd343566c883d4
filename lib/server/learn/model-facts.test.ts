import { expect, it } from "vitest";
import { measuredSchema } from "@/lib/vlm/measured";
import { modelFolder, readModelCard } from "@/lib/vlm/registry";
import { modelFacts } from "./model-facts";

const { measured: _measured, knownFailures: _failures, ...bare } = readModelCard(modelFolder(""));
const figure = (value: number, n: number) => ({ value, n, low: value - 0.1, high: value + 0.1 });
const evaluation = measuredSchema.parse({
  model: { name: bare.name, version: "0.0.1", sha256: "0" },
  data: { split: "test", sets: ["made-up"] },
  diagnosis: { head: { sets: { "brain-tumor": { accuracy: figure(0.5, 40) } } } },
  grounding: {
    tool: {
      phrases: {
        "brain tumour|mri": { missed: figure(0.25, 40) },
        "brain tumour|mri|external elsewhere": { missed: figure(0.75, 40) },
        "anterior hippocampus|mri": { missed: figure(0.25, 19) },
      },
    },
  },
  calibration: {
    bins: {
      sets: {
        "brain-tumor": [
          { low: 0, high: 0.5, n: 0, confidence: null, accuracy: null },
          { low: 0.5, high: 1, n: 40, confidence: 0.8, accuracy: 0.5 },
        ],
      },
    },
  },
});

it("a model without an evaluation shows what its calibration left, and no plot", () => {
  const facts = modelFacts(bare, "mri");
  const [set] = facts.kind?.sets ?? [];
  expect(set?.head.macroF1?.value).toBeGreaterThan(0);
  expect(set?.llm).toEqual({ accuracy: null, macroF1: null });
  expect(set?.bins).toEqual([]);
  expect(facts.failures).toBeNull();
  expect(facts.command).toContain("evlf_train");
});

it("an evaluation takes the place of older figures, and what it left out is not measured", () => {
  const facts = modelFacts({ ...bare, measured: evaluation }, "mri");
  const [set] = facts.kind?.sets ?? [];
  expect(set?.head).toEqual({ accuracy: figure(0.5, 40), macroF1: null });
  expect(set?.bins).toHaveLength(1);
  expect(facts.measuredVersion).toBe("0.0.1");
  const named = new Map(facts.kind?.phrases.map((one) => [one.phrase, one]));
  expect(named.get("brain tumour")?.missed?.value).toBe(0.25);
  expect(named.get("anterior hippocampus")?.untested).toBe(true);
  expect(named.get("posterior hippocampus")?.untested).toBe(true);
});

it("failures go to their kind of picture, and general ones to all", () => {
  const knownFailures = [
    { modality: "mri", text: "One." },
    { modality: null, text: "All." },
  ];
  const facts = modelFacts({ ...bare, knownFailures }, "mri");
  expect(facts.kind?.failures).toEqual(["One."]);
  expect(facts.failures).toEqual(["All."]);
  expect(modelFacts({ ...bare, knownFailures }, "ct").kind?.failures).toEqual([]);
});

it("an unknown kind of picture, and none, give the overview", () => {
  expect(modelFacts(bare, "none").kind).toBeNull();
  expect(modelFacts(bare, "elsewhere").kind).toBeNull();
  expect(modelFacts(bare, null).kinds.map(({ id }) => id)).not.toContain("none");
});
