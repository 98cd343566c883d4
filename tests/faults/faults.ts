import type { Cluster } from "@/tests/cluster/cluster";
import type { Known } from "./questions";
import type { Tally } from "./tally";

/** What every kind of fault works on. */
export type Faults = {
  cluster: Cluster;
  tally: Tally;
  known: Known[];
  /** Numbers from 0 to 1, the same in every run with the same seed. */
  chance: () => number;
};
