import type { DiagnoseResult, GroundedBox, GroundResult } from "@/lib/contracts/tools";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";

const NAMES: Readonly<Record<string, string>> = {
  xray: "X-ray",
  ct: "CT",
  mri: "MRI",
  ultrasound: "ultrasound",
  cfp: "fundus photograph",
  dermatoscopy: "dermatoscopy",
  endoscopy: "capsule endoscopy",
  histopathology: "histopathology",
  blood_smear: "blood smear",
  none: "not a medical image",
};

export const modality = (id: string) => ({ id, name: NAMES[id] ?? id, probability: 0.97 });

/** A mark that stands at a place. */
export function mark(id: number, label: string, place: string): GroundedBox {
  const box = { x: 0.1, y: 0.1, width: 0.3, height: 0.3 };
  return { id, label, place, box, score: 0.8, confidence: 0.8 };
}

export function found(kind: string, phrase: string, boxes: GroundedBox[]): ToolOutcome {
  const result: GroundResult = {
    outcome: "found",
    asked: phrase,
    phrase,
    modality: modality(kind),
    imageId: "i",
    boxes,
    strength: { n: 60, iou: 0.8, acc50: 0.9, f1: null, missed: 0.05, falseAlarm: null },
    card: null,
  };
  return { tool: "ground", result };
}

export function nothing(kind: string, phrase: string, missed: number | null): ToolOutcome {
  const strength =
    missed === null
      ? ("untested" as const)
      : { n: 60, iou: null, acc50: null, f1: null, missed, falseAlarm: 0.1 };
  return {
    tool: "ground",
    result: {
      outcome: "nothing",
      asked: phrase,
      phrase,
      modality: modality(kind),
      imageId: "i",
      strength,
      card: null,
    },
  };
}

export function unsupported(kind: string, asked: string, supported: string[]): ToolOutcome {
  return {
    tool: "ground",
    result: {
      outcome: "unsupported",
      asked,
      modality: modality(kind),
      imageId: "i",
      supported,
      card: null,
    },
  };
}

/** Labels of a set, most probable first. */
export function labelled(
  kind: string,
  set: string,
  setName: string,
  labels: [string, number, string][],
): ToolOutcome {
  const result: DiagnoseResult = {
    outcome: "labelled",
    imageId: "i",
    set,
    setName,
    population: "adults",
    view: "one picture",
    labels: labels.map(([label, probability, card]) => ({ label, probability, card })),
    modality: modality(kind),
  };
  return { tool: "diagnose", result };
}

export function notMedical(): ToolOutcome {
  return {
    tool: "diagnose",
    result: {
      outcome: "unusable",
      reason: "not-medical",
      modality: modality("none"),
      imageId: "i",
    },
  };
}

/** A patient's question with these results; everything else as it is most often. */
export function turn(
  question: string,
  results: ToolOutcome[],
  change: Partial<GuardOptions> = {},
): GuardOptions {
  return {
    audience: "patient",
    question,
    personText: question,
    results,
    earlier: [],
    reading: null,
    hasImage: true,
    strengthSentence: () => null,
    rightShare: () => null,
    ...change,
  };
}

export const GLIOMA = labelled("mri", "brain-tumor", "head MRI", [
  ["glioma", 0.91, "glioma"],
  ["meningioma", 0.06, "meningioma"],
  ["pituitary tumour", 0.02, "pituitary-tumour"],
  ["no tumour", 0.01, "no-tumour"],
]);
export const NO_TUMOUR = labelled("mri", "brain-tumor", "head MRI", [
  ["no tumour", 0.88, "no-tumour"],
  ["glioma", 0.12, "glioma"],
]);
export const NEVUS = labelled("dermatoscopy", "skin-lesion", "skin", [
  ["melanocytic nevus", 0.83, "melanocytic-nevus"],
  ["melanoma", 0.11, "melanoma"],
]);
export const FUNDUS_NORMAL = labelled("cfp", "fundus-disease", "fundus", [
  ["normal", 0.79, "fundus-normal"],
  ["glaucoma", 0.15, "glaucoma"],
]);
export const CHILD_CHEST = labelled("xray", "chest-xray-pneumonia", "child chest X-ray", [
  ["bacterial pneumonia", 0.7, "bacterial-pneumonia"],
  ["viral pneumonia", 0.25, "viral-pneumonia"],
  ["normal", 0.05, "chest-film-normal"],
]);
export const LUNGS = found("xray", "left lung and right lung", [
  mark(1, "left lung", "middle right"),
  mark(2, "right lung", "middle left"),
]);

/** A label that denies what the people of its set may have. */
export const NO_ALZHEIMERS: ToolOutcome = (() => {
  const label = labelled("pet", "brain-pet", "brain PET", [
    ["no evidence of alzheimer's disease", 0.94, "no-alzheimers-pet"],
    ["alzheimer's disease", 0.06, "alzheimers-pet"],
  ]);
  const { result } = label;
  if (label.tool !== "diagnose" || result.outcome !== "labelled") return label;
  return { ...label, result: { ...result, population: "adults with Alzheimer's disease or not" } };
})();
