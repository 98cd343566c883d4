export type Tally = {
  /** Counts one check of a section; a failed one is printed at once. */
  check: (section: string, name: string, good: boolean, saw?: unknown) => void;
  counts: () => Map<string, { checks: number; failed: number }>;
};

/** Counts checks by section. */
export function makeTally(): Tally {
  const counts = new Map<string, { checks: number; failed: number }>();
  return {
    check: (section, name, good, saw) => {
      const count = counts.get(section) ?? { checks: 0, failed: 0 };
      counts.set(section, count);
      count.checks += 1;
      if (good) return;
      count.failed += 1;
      const shown = saw === undefined ? "" : `: ${String(saw).slice(0, 300)}`;
      console.error(`  FAILED ${section}: ${name}${shown}`);
    },
    counts: () => counts,
  };
}
