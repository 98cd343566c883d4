import { setModality } from "@/lib/vlm/modality";
import type { Row } from "@/scripts/eval/rows";

/** Regions that a label set without a row's own label may or may not hold for: left out. */
const DOUBTFUL: Readonly<Record<string, readonly string[]>> = {
  mri: ["brain", "head"],
  ct: ["lung", "chest"],
};

/** Regions that each kind of picture's label sets are about, as the sets' rows name them. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  // the heads of vqa-rad and MedPix, and crops of one part of the brain
  mri: ["brain", "head", "hippocampus"],
  ct: ["lung", "chest"],
  ultrasound: ["breast"],
  xray: ["chest"],
  cfp: ["retina"],
  pet: ["brain"],
  dermatoscopy: ["skin"],
  histopathology: ["lung"],
  endoscopy: ["gastrointestinal tract"],
  blood_smear: ["blood"],
};

/** Sets whose chest films are certainly not of small children, by their own account. */
const ADULTS = new Set(["covid-cxr", "lung-masks"]);

/** Why a picture lies outside every label set's population. */
export const REASONS = [
  "otherModality",
  "otherAnatomy",
  "anatomyUnstated",
  "otherAge",
  "ageUnstated",
  "otherView",
] as const;
export type Reason = (typeof REASONS)[number];
/** Pictures that a label set may or may not hold for. */
export const DOUBTS = ["brainMri", "chestCt"] as const;
export type Doubt = (typeof DOUBTS)[number];

function isKnown(row: Row, sets: readonly string[]): boolean {
  return row.modality === "none" || (row.labelSet !== null && sets.includes(row.labelSet));
}

/**
 * Whether a medical picture certainly lies outside every set's population: it belongs to no set of
 * the model, and its kind and region are not those that a set might hold for. Chest films without
 * a child's label are adults' and count as outside.
 */
export function isOutside(row: Row, sets: readonly string[]): boolean {
  if (isKnown(row, sets)) return false;
  const covered = sets.some((set) => setModality(set) === row.modality);
  if (!covered) return true;
  return !(DOUBTFUL[row.modality] ?? []).includes(row.anatomy ?? "");
}

/**
 * Why a picture is outside, or null where it is not certainly so. `otherAge`: chest films of sets
 * that are certainly adults'; `ageUnstated`: other chest films without a child's label.
 * `otherView`: the region of a label set, but another view of it (a part of the brain cut out, a
 * smear's whole field). `anatomyUnstated`: a kind that is covered, the region not named.
 */
export function reasonOutside(row: Row, sets: readonly string[]): Reason | null {
  if (!isOutside(row, sets)) return null;
  if (!sets.some((set) => setModality(set) === row.modality)) return "otherModality";
  if (row.anatomy === null) return "anatomyUnstated";
  if (!(REGIONS[row.modality] ?? []).includes(row.anatomy)) return "otherAnatomy";
  if (row.modality !== "xray") return "otherView";
  return ADULTS.has(row.dataset) ? "otherAge" : "ageUnstated";
}

/** Which doubt keeps a picture of no known set out of the figures, or null where there is none. */
export function doubtOf(row: Row, sets: readonly string[]): Doubt | null {
  if (isKnown(row, sets) || isOutside(row, sets)) return null;
  return row.modality === "mri" ? "brainMri" : row.modality === "ct" ? "chestCt" : null;
}
