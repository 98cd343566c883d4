import "server-only";
import type { KindFacts, ModelFacts } from "@/lib/contracts/model-facts";
import { modalityName, setModality } from "@/lib/vlm/modality";
import type { ModelCard } from "@/lib/vlm/registry";
import { figureOf, keptFigures, scoresOf } from "./kept-figures";
import { phraseFacts } from "./phrase-facts";
import { binsOf, setFacts } from "./set-facts";

function failuresOf(card: ModelCard, modality: string | null): string[] | null {
  if (card.knownFailures === undefined) return null;
  return card.knownFailures.flatMap((one) => (one.modality === modality ? [one.text] : []));
}

function kindFacts(card: ModelCard, id: string): KindFacts {
  return {
    id,
    name: modalityName(id),
    sets: card.labelSets
      .filter((set) => setModality(set.id) === id)
      .map((set) => setFacts(set, card)),
    phrases: card.phrases.flatMap((phrase) =>
      phrase.modalities
        .filter(({ modality }) => modality === id)
        .map((entry) => phraseFacts(phrase, entry, card.measured)),
    ),
    failures: failuresOf(card, id),
  };
}

/** The command that gives the figures again. */
function commandOf(card: ModelCard): string | null {
  if (card.measured === undefined) return keptFigures(card).command;
  const split = card.measured.data?.split ?? "val";
  return `npm run eval -- --data DIR --split ${split} --task all --out FILE`;
}

/** What model.json says of how well the model does; `modality` null or unknown: the overview alone. */
export function modelFacts(card: ModelCard, modality: string | null): ModelFacts {
  const { measured } = card;
  const kept = keptFigures(card);
  const version = measured?.model?.version ?? card.version;
  const ids = card.modalities.filter((id) => id !== "none");
  return {
    name: card.name,
    version: card.version,
    measuredVersion: version === card.version ? null : version,
    split: measured === undefined ? kept.split : (measured.data?.split ?? null),
    command: commandOf(card),
    kinds: ids.map((id) => ({
      id,
      name: modalityName(id),
      labels: card.labelSets
        .filter((set) => setModality(set.id) === id)
        .flatMap(({ labels }) => labels),
      phrases: card.phrases
        .filter((phrase) => phrase.modalities.some((one) => one.modality === id))
        .map(({ phrase }) => phrase),
    })),
    kind: modality !== null && ids.includes(modality) ? kindFacts(card, modality) : null,
    head: scoresOf(measured?.diagnosis?.head?.mean),
    llm: scoresOf(measured?.diagnosis?.llm?.mean),
    bins: binsOf(measured?.calibration?.bins?.all),
    calibrationError: figureOf(measured?.calibration?.ece),
    labelledOutside: figureOf(
      measured === undefined ? kept.labelledOutside : measured.applicability?.labelledOutside,
    ),
    medicalRefused: figureOf(
      measured === undefined ? kept.medicalRefused : measured.refusal?.medicalRefused,
    ),
    nonMedicalRefused: figureOf(
      measured === undefined ? kept.nonMedicalRefused : measured.refusal?.nonMedicalRefused,
    ),
    failures: failuresOf(card, null),
  };
}
