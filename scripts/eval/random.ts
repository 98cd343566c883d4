/** A seeded generator of numbers in [0, 1): mulberry32 (public domain, Tommy Ettinger). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed from a text: FNV-1a, 32 bit. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** `count` of the items, always the same for the same items and name, in their own order. */
export function sample<T>(items: readonly T[], count: number, name: string): T[] {
  if (items.length <= count) return [...items];
  const next = generator(seedOf(name));
  const keyed = items.map((item, index) => ({ item, index, key: next() }));
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/**
 * `count` of the items, spread over strata as evenly as their sizes allow: what a small stratum
 * lacks, the larger ones give. Always the same for the same items and name, in their own order.
 */
export function sampleOver<T>(
  items: readonly T[],
  count: number,
  name: string,
  stratumOf: (item: T) => string,
): T[] {
  const strata = new Map<string, T[]>();
  for (const item of items) {
    const members = strata.get(stratumOf(item));
    if (members === undefined) strata.set(stratumOf(item), [item]);
    else members.push(item);
  }
  const smallFirst = [...strata].sort(([a, one], [b, other]) => {
    return one.length - other.length || (a < b ? -1 : 1);
  });
  const taken = new Set<T>();
  for (const [index, [stratum, members]] of smallFirst.entries()) {
    const share = Math.floor((count - taken.size) / (smallFirst.length - index));
    for (const item of sample(members, share, `${name}/${stratum}`)) taken.add(item);
  }
  return items.filter((item) => taken.has(item));
}
