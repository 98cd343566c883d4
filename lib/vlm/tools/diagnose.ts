import type { DiagnoseResult } from "@/lib/contracts/tools";
import { cardOfModality } from "@/lib/knowledge/labels";
import type { PictureReading } from "../evlf/reading";
import { setModality } from "../modality";
import type { LabelSet, ModelCard } from "../registry";
import { medicalModality, notMedicalModality, phrasesFor, sureRegion } from "./ground";

/**
 * The label set of the picture's modality whose gate lets it speak, the surest first; null where
 * none holds.
 */
export function applicableSet(
  card: ModelCard,
  reading: PictureReading,
): { set: LabelSet; index: number } | null {
  const modality = medicalModality(reading).id;
  const open = card.labelSets
    .map((set, index) => ({ set, index, gate: reading.gates[index] ?? 0 }))
    .filter(({ set, gate }) => gate >= set.gateThreshold && setModality(set.id) === modality)
    .sort((a, b) => b.gate - a.gate || a.index - b.index);
  return open[0] ?? null;
}

function softmaxAt(logits: Float32Array, temperature: number): number[] {
  const scaled = Array.from(logits, (v) => v / temperature);
  const top = Math.max(...scaled);
  const powers = scaled.map((v) => Math.exp(v - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / sum);
}

/** Labels of a set with calibrated probabilities, most probable first. */
export function labelsOf(
  set: LabelSet,
  logits: Float32Array,
): { label: string; probability: number; card: string }[] {
  const part = logits.subarray(set.offset, set.offset + set.labels.length);
  const probabilities = softmaxAt(part, set.temperature);
  return set.labels
    .map((label, i) => ({
      label,
      probability: probabilities[i] ?? 0,
      card: set.cards[i] ?? "",
    }))
    .sort((a, b) => b.probability - a.probability);
}

function reasonFor(card: ModelCard, modality: { id: string; name: string }): string {
  const near = card.labelSets.filter((set) => setModality(set.id) === modality.id);
  const [first] = near;
  if (!first) return `I have no label set for ${modality.name} pictures.`;
  const holds = near.map(
    (set) => `the ${set.name} set holds for ${set.view}, of ${set.population}`,
  );
  return `This picture does not fit what my labels were learned on: ${holds.join("; ")}.`;
}

/** Fewer test pictures than this say nothing. */
const LEAST = 20;

function testedOf({ measured }: ModelCard, set: string): { tested?: { right: number; n: number } } {
  const accuracy = measured?.diagnosis?.head?.sets?.[set]?.accuracy;
  if (accuracy === undefined || accuracy.value === null || accuracy.n < LEAST) return {};
  return { tested: { right: accuracy.value, n: accuracy.n } };
}

/**
 * The label of a picture, or that no label set holds for it and why, or that it is not usable.
 * A set speaks only inside its population and view, which its gate judges.
 */
export function diagnose(
  card: ModelCard,
  imageId: string,
  reading: PictureReading,
): DiagnoseResult {
  if (reading.notMedical) {
    const modality = notMedicalModality(reading);
    return { outcome: "unusable", reason: "not-medical", modality, imageId };
  }
  const modality = medicalModality(reading);
  const open = applicableSet(card, reading);
  if (!open) {
    return {
      outcome: "not-applicable",
      imageId,
      reason: reasonFor(card, modality),
      modality,
      region: reading.region.name,
      canLookFor: phrasesFor(card, modality.id, sureRegion(reading)),
      card: cardOfModality(modality.id),
    };
  }
  const { set } = open;
  return {
    outcome: "labelled",
    imageId,
    set: set.id,
    setName: set.name,
    population: set.population,
    view: set.view,
    labels: labelsOf(set, reading.labelLogits),
    modality,
    ...testedOf(card, set.id),
  };
}
