import { encode, keysWhere, labelSetOf } from "@/scripts/eval/encode";
import { figureOf, type Grouped } from "@/scripts/eval/figure";
import { calibrationError, type Forecast, reliabilityBins } from "@/scripts/eval/metrics";
import { seedOf } from "@/scripts/eval/random";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

type Made = { logits: number[] };
type Item = { logits: number[]; truth: number; group: string };

const FOLDS = 5;
/** Temperatures tried: 0.3 to 5 in steps of 4 %. */
const TEMPERATURES = Array.from({ length: 72 }, (_, i) => 0.3 * 1.04 ** i);

function probabilities(logits: readonly number[], temperature: number): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((value) => Math.exp((value - top) / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function surprise(items: readonly Item[], temperature: number): number {
  return items.reduce((sum, { logits, truth }) => {
    return sum - Math.log(Math.max(1e-12, probabilities(logits, temperature)[truth] ?? 0));
  }, 0);
}

/** The temperature that makes the true labels least surprising. */
function fitTemperature(items: readonly Item[]): number {
  const tried = TEMPERATURES.map((t) => ({ t, loss: surprise(items, t) }));
  return tried.reduce((a, b) => (b.loss < a.loss ? b : a), { t: 1, loss: surprise(items, 1) }).t;
}

function forecast(item: Item, temperature: number): Grouped<Forecast> {
  const given = probabilities(item.logits, temperature);
  const best = Math.max(...given);
  return {
    group: item.group,
    item: { probability: best, right: given.indexOf(best) === item.truth },
  };
}

/** Forecasts of a set: on val with temperatures fitted on other groups, elsewhere the shipped one. */
function forecasts(items: readonly Item[], shipped: number | null): Grouped<Forecast>[] {
  if (shipped !== null) return items.map((item) => forecast(item, shipped));
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const inFold = ({ group }: Item) => seedOf(group) % FOLDS === fold;
    const temperature = fitTemperature(items.filter((item) => !inFold(item)));
    return items.filter(inFold).map((item) => forecast(item, temperature));
  });
}

/** The error, and the bins that a reliability plot is drawn from. */
export function reliability(items: readonly Grouped<Forecast>[]) {
  return {
    ece: figureOf(items, (all) => calibrationError(all)),
    bins: reliabilityBins(items.map(({ item }) => item)),
  };
}

function report(made: readonly Measured<Made>[], { bench, split }: Setting) {
  const sets = bench.evlf.card.labelSets.map((set) => {
    const items = made
      .filter(({ row }) => row.labelSet === set.id)
      .map(({ row, made: { logits } }) => ({
        logits,
        truth: set.labels.indexOf(row.labels[0] ?? ""),
        group: row.group,
      }));
    return [set.id, forecasts(items, split === "val" ? null : set.temperature)] as const;
  });
  const all = sets.flatMap(([, items]) => items);
  const told = sets
    .filter(([, items]) => items.length > 0)
    .map(([id, items]) => ({ id, ...reliability(items) }));
  const { ece, bins } = reliability(all);
  return all.length === 0
    ? {}
    : {
        calibration: {
          ece,
          sets: Object.fromEntries(told.map((set) => [set.id, { ece: set.ece }])),
          bins: { all: bins, sets: Object.fromEntries(told.map((set) => [set.id, set.bins])) },
        },
      };
}

/** Calibration of the encoder's label probabilities: over all, and for each label set. */
export const calibrationTask: Task<Made> = {
  name: "calibration",
  wants: ({ sets, bench }) =>
    keysWhere(sets, (row) => labelSetOf(bench.evlf.card.labelSets, row) !== null),
  measure: async (row, setting) => ({ logits: (await encode(row, setting)).logits }),
  report,
};
