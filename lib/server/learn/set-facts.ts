import "server-only";
import type { Bin, SetFacts } from "@/lib/contracts/model-facts";
import type { Measured } from "@/lib/vlm/measured";
import type { LabelSet, ModelCard } from "@/lib/vlm/registry";
import { figureOf, keptFigures, scoresOf } from "./kept-figures";

type MeasuredBins = NonNullable<NonNullable<NonNullable<Measured["calibration"]>["bins"]>["all"]>;

/** The bins that hold pictures. */
export function binsOf(bins: MeasuredBins | undefined): Bin[] {
  return (bins ?? []).flatMap(({ confidence, accuracy, ...rest }) =>
    rest.n === 0 || confidence === null || accuracy === null
      ? []
      : [{ ...rest, confidence, accuracy }],
  );
}

/** What was measured of one label set: the evaluation, or without one what calibration left. */
export function setFacts(set: LabelSet, card: ModelCard): SetFacts {
  const kept = keptFigures(card).sets[set.id];
  const head = card.measured?.diagnosis?.head?.sets?.[set.id];
  return {
    id: set.id,
    name: set.name,
    labels: set.labels.map((label, at) => {
      const of = card.measured?.diagnosis?.head?.labels?.[set.id]?.[label];
      return {
        label,
        card: set.cards[at] ?? "",
        sensitivity: figureOf(of?.sensitivity),
        specificity: figureOf(of?.specificity),
        predictive: figureOf(of?.predictive),
      };
    }),
    population: set.population,
    view: set.view,
    trained: set.counts.train,
    head: scoresOf(head ?? (card.measured === undefined ? kept : undefined)),
    llm: scoresOf(card.measured?.diagnosis?.llm?.sets?.[set.id]),
    calibrationError: figureOf(card.measured === undefined ? kept?.ece : undefined),
    bins: binsOf(card.measured?.calibration?.bins?.sets?.[set.id]),
  };
}
