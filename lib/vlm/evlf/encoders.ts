import path from "node:path";
import { exactLetterbox } from "@/lib/geometry/letterbox";
import { toModelPixels, toSquare } from "../image/model-pixels";
import { modalityName } from "../modality";
import type { ModelCard } from "../registry";
import type { Device } from "./device";
import { labelProbabilities } from "./label-probabilities";
import type { PictureReading } from "./reading";
import { type Network, openNetwork, output, sigmoid, softmax } from "./session";

/** A box that the grounding head proposes: corners in fractions of the letterboxed square. */
export type Proposal = { score: number; x1: number; y1: number; x2: number; y2: number };

/** Proposals kept before overlapping ones are suppressed, best first, as in training. */
const PROPOSALS = 200;

/** Runs one network at a time; every call is one run for the scheduler. */
type Run = <T>(work: () => Promise<T>) => Promise<T>;

type Networks = Record<"disease" | "population" | "pixel" | "ground" | "connectors", Network>;

/** Disease and pixel encoder, connectors and grounding head. */
export class Encoders {
  readonly #card: ModelCard;
  readonly #nets: Networks;

  private constructor(card: ModelCard, nets: Networks) {
    this.#card = card;
    this.#nets = nets;
  }

  static async load(
    dir: string,
    card: ModelCard,
    threads: number,
    device: Device,
  ): Promise<Encoders> {
    const open = (name: keyof Networks): Promise<Network> =>
      openNetwork(path.join(dir, card.files[name].path), threads, device);
    const nets = {
      disease: await open("disease"),
      population: await open("population"),
      pixel: await open("pixel"),
      ground: await open("ground"),
      connectors: await open("connectors"),
    };
    return new Encoders(card, nets);
  }

  /** Reads a canonical PNG: both encoders, then the connectors. */
  async read(png: Uint8Array, run: Run): Promise<PictureReading> {
    const card = this.#card;
    const square = await toSquare(png);
    const input = (side: number) => ({
      data: toModelPixels(square, side, card.image).data,
      dims: [1, 3, side, side],
    });
    const [first = ""] = this.#nets.disease.inputNames;
    const disease = await run(() =>
      this.#nets.disease.run({ [first]: input(card.image.diseaseSize) }),
    );
    const [pixels = ""] = this.#nets.pixel.inputNames;
    const maps = await run(() => this.#nets.pixel.run({ [pixels]: input(card.image.pixelSize) }));
    const embedding = vector(output(disease, "embedding"));
    const far = await run(() => this.#nets.population.run({ embedding }));
    const heads = this.#heads(disease, output(far, "distance"));
    const connected = await run(() =>
      this.#nets.connectors.run({
        embedding,
        label_probs: vector(labelProbabilities(card, heads.labelLogits, heads.gates)),
        modality_probs: vector(Float32Array.from(softmax(output(disease, "modality_logits")))),
        features: { data: output(maps, "features"), dims: [1, 96, 32, 32] },
      }),
    );
    const { size } = square;
    return {
      ...heads,
      ...size,
      letterbox: exactLetterbox(size),
      maps,
      imageTokens: output(connected, "image_tokens"),
    };
  }

  /** Boxes for one trained phrase, best first, not yet thresholded or suppressed. */
  async propose(reading: PictureReading, phraseId: number, run: Run): Promise<Proposal[]> {
    const feeds = Object.fromEntries(
      this.#nets.ground.inputNames.map((name) => {
        const map = reading.maps[name];
        if (!map) return [name, { data: BigInt(phraseId), dims: [1] }];
        const channels = name === "features" ? 96 : 24;
        const side = Math.sqrt(map.length / channels);
        return [name, { data: map, dims: [1, channels, side, side] }];
      }),
    );
    const result = await run(() => this.#nets.ground.run(feeds));
    const scores = result.scores ?? output(result, "score");
    const boxes = output(result, "boxes");
    const order = Array.from(scores.keys()).sort(
      (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b,
    );
    return order.slice(0, PROPOSALS).map((i) => ({
      score: scores[i] ?? 0,
      x1: boxes[i * 4] ?? 0,
      y1: boxes[i * 4 + 1] ?? 0,
      x2: boxes[i * 4 + 2] ?? 0,
      y2: boxes[i * 4 + 3] ?? 0,
    }));
  }

  #heads(disease: Record<string, Float32Array>, distances: Float32Array) {
    const { labelSets, modalities, modalityTemperature, noneThreshold, regions, planes } =
      this.#card;
    const calibrated = softmax(output(disease, "modality_logits"), modalityTemperature);
    const noneProbability = calibrated[modalities.indexOf("none")] ?? 0;
    return {
      modality: modalities.map((id, i) => ({
        id,
        name: modalityName(id),
        probability: calibrated[i] ?? 0,
      })),
      noneProbability,
      notMedical: noneProbability >= noneThreshold,
      labelLogits: output(disease, "label_logits"),
      // too far from all that a set was learned on: it does not speak, however open its gate
      gates: Array.from(output(disease, "gate_logits"), (logit, i) =>
        (distances[i] ?? Number.POSITIVE_INFINITY) > (labelSets[i]?.farthest ?? 0)
          ? 0
          : sigmoid(logit),
      ),
      region: top(regions, softmax(output(disease, "region_logits"))),
      plane: top(planes, softmax(output(disease, "plane_logits"))),
    };
  }
}

function vector(data: Float32Array) {
  return { data, dims: [1, data.length] };
}

function top(names: readonly string[], probabilities: readonly number[]) {
  const best = probabilities.indexOf(Math.max(...probabilities));
  return { name: names[best] ?? "other", probability: probabilities[best] ?? 0 };
}
