import type { Cut } from "@/tests/cluster/follow";
import type { Faults } from "./faults";
import { newAsker, questionRound } from "./question-round";

const AT_ONCE = 4;
const MOST_BYTES = 400;

/** People whose connections break again and again, anywhere within an event, while they read. */
export async function disconnect({ cluster, tally, known, chance }: Faults, wanted: number) {
  const cutAfter = (): Cut => ({
    events: Math.floor(chance() * 4),
    bytes: Math.floor(chance() * MOST_BYTES),
  });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, who) => {
      const asker = await newAsker(cluster.bases[0] ?? "");
      for (let round = who; tally.cuts < wanted; round += 1) {
        const question = known[round % known.length];
        if (question === undefined) return;
        await questionRound({ cluster, tally, asker, known: question, cutAfter });
      }
    }),
  );
}
