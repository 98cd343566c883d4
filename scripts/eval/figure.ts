import { generator } from "@/scripts/eval/random";

/** A measured value with the number of things it is over and its 95 % interval. */
export type Figure = { value: number; n: number; low: number; high: number };
/** Something measured, and the group (patient, case) it belongs to. */
export type Grouped<T> = { group: string; item: T };

const RESAMPLES = 1000;
const SEED = 20261124;

function groupsOf<T>(items: readonly Grouped<T>[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const { group, item } of items) {
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [item]);
    else known.push(item);
  }
  return [...groups.values()];
}

function redraw<T>(groups: readonly T[][], next: () => number): T[] {
  const drawn: T[] = [];
  for (let i = 0; i < groups.length; i += 1) {
    drawn.push(...(groups[Math.floor(next() * groups.length)] ?? []));
  }
  return drawn;
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * A figure over strata (data sets, phrases): `statistic` sees each stratum's items apart. The
 * interval is a percentile bootstrap that redraws whole groups within each stratum, seeded.
 */
export function figureOver<T>(
  strata: readonly (readonly Grouped<T>[])[],
  statistic: (strata: readonly (readonly T[])[]) => number,
): Figure {
  const grouped = strata.map((items) => groupsOf(items));
  const next = generator(SEED);
  const values: number[] = [];
  for (let i = 0; i < RESAMPLES; i += 1) {
    values.push(statistic(grouped.map((groups) => redraw(groups, next))));
  }
  values.sort((a, b) => a - b);
  return {
    value: statistic(strata.map((items) => items.map(({ item }) => item))),
    n: strata.reduce((sum, items) => sum + items.length, 0),
    low: quantile(values, 0.025),
    high: quantile(values, 0.975),
  };
}

/** A figure over one list of items. */
export function figureOf<T>(
  items: readonly Grouped<T>[],
  statistic: (items: readonly T[]) => number,
): Figure {
  return figureOver([items], ([only]) => statistic(only ?? []));
}

/** The share of items of which something holds. */
export function shareOf(items: readonly Grouped<boolean>[]): Figure {
  return figureOf(items, (all) => all.filter(Boolean).length / Math.max(1, all.length));
}

/** Of the standard normal distribution, 97.5 %. */
const Z = 1.959964;

/**
 * A share's figure whose interval is no narrower than Wilson's for its n: redrawing tells nothing of
 * a share of all or none.
 */
export function widened(share: Figure): Figure {
  const { value, n, low, high } = share;
  if (n === 0) return share;
  const middle = (value + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half =
    (Z / (1 + (Z * Z) / n)) * Math.sqrt((value * (1 - value)) / n + (Z * Z) / (4 * n * n));
  return {
    value,
    n,
    low: Math.max(0, Math.min(low, middle - half)),
    high: Math.min(1, Math.max(high, middle + half)),
  };
}

/** One thing measured twice: as it was, and after something was done to it. */
export type Twice = { before: number; after: number };

/** Mean of what is measured after less before. Paired: a group is redrawn with both of its values. */
export function differenceOf(items: readonly Grouped<Twice>[]): Figure {
  return figureOf(items, (all) => {
    const sum = all.reduce((total, { before, after }) => total + after - before, 0);
    return sum / Math.max(1, all.length);
  });
}
