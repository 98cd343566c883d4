import type { Cache } from "@/scripts/eval/cache";
import type { Bench, Case } from "@/scripts/eval/model";
import type { DataSet, Row } from "@/scripts/eval/rows";

/** What a task needs beside the row. */
export type Setting = {
  bench: Bench;
  sets: readonly DataSet[];
  split: string;
  cache: Cache;
};

/** A row with what was predicted for it. */
export type Measured<P> = { row: Row; external: boolean; made: P };

/** One kind of measurement: which rows it wants, what it asks of them, what follows from it. */
export type Task<P> = {
  name: string;
  /** Keys of the rows that are measured; fixed before the first one is. */
  wants(setting: Setting): ReadonlySet<string>;
  measure(row: Case, setting: Setting): Promise<P>;
  /** Sections of the report, by their names. */
  report(made: readonly Measured<P>[], setting: Setting): Record<string, unknown>;
};
