import type { Letterbox } from "@/lib/geometry/letterbox";

/** What the encoders say of one picture; computed once and kept by the picture's content. */
export type PictureReading = {
  width: number;
  height: number;
  letterbox: Letterbox;
  /** Calibrated, in model.json's order of modalities. */
  modality: readonly { id: string; name: string; probability: number }[];
  noneProbability: number;
  /** The picture is not of a kind that the model knows. */
  notMedical: boolean;
  /** Raw label scores of all sets, and whether each set's gate lets it speak (0..1). */
  labelLogits: Float32Array;
  gates: readonly number[];
  region: { name: string; probability: number };
  plane: { name: string; probability: number };
  /** Dense maps of the pixel encoder, by output name, for the grounding head. */
  maps: Record<string, Float32Array>;
  /** [imageTokens, hidden] */
  imageTokens: Float32Array;
};
