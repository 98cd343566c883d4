/** What a run of faults did, and what it broke. */
export type Tally = {
  answers: number;
  cuts: number;
  workerKills: number;
  webKills: number;
  databaseKills: number;
  /** Migrations of a next version that were applied while people asked. */
  migrations: number;
  /** Processes that were asked to end for an update, and came back. */
  renewed: number;
  /** Answers that another worker went on with. */
  takenOver: number;
  /** Questions or characters that are gone. */
  lost: number;
  /** Questions, answers, parts or characters that are there twice. */
  doubled: number;
  /** Answers that never ended. */
  stuck: number;
  /** Answers that ended, but not well. */
  brokenOff: number;
  /** How long the longest answer took, in milliseconds. */
  longestMs: number;
};

export const newTally = (): Tally => ({
  ...{ answers: 0, cuts: 0, workerKills: 0, webKills: 0, databaseKills: 0, takenOver: 0 },
  ...{ migrations: 0, renewed: 0 },
  ...{ lost: 0, doubled: 0, stuck: 0, brokenOff: 0, longestMs: 0 },
});

export const broken = ({ lost, doubled, stuck, brokenOff }: Tally): number =>
  lost + doubled + stuck + brokenOff;

const PRINTED = 12;
let printed = 0;

/** Prints what went wrong, the first times. */
export function complain(words: string): void {
  printed += 1;
  if (printed <= PRINTED) console.error(`  BROKEN ${words}`);
}
