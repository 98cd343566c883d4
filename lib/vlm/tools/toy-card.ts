import { exactLetterbox } from "@/lib/geometry/letterbox";
import type { PictureReading } from "../evlf/reading";
import { modalityName } from "../modality";
import type { ModelCard } from "../registry";

const strength = { n: 200, iou: 0.8, acc50: 0.97, f1: null, missed: 0.03, falseAlarm: null };
const file = { path: "x", sha256: "", bytes: 0 };

/** A small model card for tests: two sets, four phrases, three modalities. */
export const toyCard: ModelCard = {
  name: "toy",
  version: "1",
  files: {
    disease: file,
    pixel: file,
    ground: file,
    population: file,
    connectors: file,
    decoder: file,
    decoderData: file,
    language: file,
    languageUnsigned: file,
    languagePlan: file,
    draft: file,
    intents: file,
    tokenizer: file,
    tokenizerConfig: file,
  },
  image: { diseaseSize: 224, pixelSize: 256, mean: 127, scale: 128 },
  llm: {
    layers: 1,
    kvHeads: 1,
    headDim: 4,
    hidden: 8,
    vocab: 10,
    context: 64,
    imageTokenId: 1,
    imageTokens: 2,
    eosId: 0,
    embed: {
      file: "x",
      rows: 1,
      blockSize: 4,
      bits: 4,
      dataOffset: 0,
      scalesOffset: 0,
      zeroPointsOffset: null,
      scaleType: "float32",
    },
  },
  noneThreshold: 0.5,
  modalities: ["xray", "mri", "blood_smear", "none"],
  modalityTemperature: 1,
  readingTemperature: 1,
  regions: ["chest", "brain", "other"],
  planes: ["axial"],
  labelSets: [
    {
      id: "brain-tumor",
      name: "head MRI",
      labels: ["glioma", "meningioma", "no tumour"],
      offset: 0,
      temperature: 2,
      gateThreshold: 0.6,
      farthest: 60,
      population: "head MRI of adults",
      view: "one slice",
      counts: { train: 10, val: 10 },
      cards: ["glioma", "meningioma", "no-tumour"],
    },
    {
      id: "chest-xray-pneumonia",
      name: "child chest X-ray",
      labels: ["bacterial pneumonia", "normal"],
      offset: 3,
      temperature: 1,
      gateThreshold: 0.5,
      farthest: 60,
      population: "small children",
      view: "one frontal film",
      counts: { train: 10, val: 10 },
      cards: ["bacterial-pneumonia", "chest-film-normal"],
    },
  ],
  phrases: [
    {
      phrase: "left lung",
      regions: ["chest"],
      id: 6,
      card: "lungs",
      modalities: [
        {
          modality: "xray",
          threshold: 0.3,
          single: true,
          strength,
          confidence: [
            [0.3, 0.5],
            [0.9, 1],
          ],
        },
      ],
    },
    {
      phrase: "right lung",
      regions: ["chest"],
      id: 7,
      card: "lungs",
      modalities: [
        {
          modality: "xray",
          threshold: 0.3,
          single: true,
          strength: "untested",
          confidence: "untested",
        },
      ],
    },
    {
      phrase: "brain tumour",
      regions: null,
      id: 4,
      card: "brain-tumour",
      modalities: [
        { modality: "mri", threshold: 0.4, single: true, strength, confidence: "untested" },
      ],
    },
    {
      phrase: "red blood cell",
      regions: null,
      id: 0,
      card: "red-blood-cell",
      modalities: [
        {
          modality: "blood_smear",
          threshold: 0.4,
          single: false,
          strength,
          confidence: "untested",
        },
      ],
    },
  ],
  calibration: {},
  figures: {},
  commands: [],
};

/** A reading of a 200 x 100 picture for tests. */
export function toyReading(
  modality: string,
  changes: Partial<PictureReading> = {},
): PictureReading {
  const notMedical = modality === "none";
  return {
    width: 200,
    height: 100,
    letterbox: exactLetterbox({ width: 200, height: 100 }),
    modality: toyCard.modalities.map((id) => ({
      id,
      name: modalityName(id),
      probability: id === modality ? 0.97 : 0.01,
    })),
    noneProbability: notMedical ? 0.97 : 0.01,
    notMedical,
    labelLogits: Float32Array.of(4, 2, 0, 1, 0),
    gates: [0, 0],
    region: { name: "chest", probability: 0.9 },
    plane: { name: "axial", probability: 0.9 },
    maps: {},
    imageTokens: new Float32Array(16),
    ...changes,
  };
}
