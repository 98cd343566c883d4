import { MOST_OF_ALL, MOST_OF_ONE } from "@/lib/server/turns/queue-bounds";
import { askOnce, type Person } from "@/tests/cluster/person";
import { baseFor, guests, questionFor } from "./people";
import { now, readStream } from "./read-stream";

export type Over = {
  asked: number;
  taken: number;
  refused: number;
  /** Other answers than taken and refused, and taken questions that got no answer. */
  errors: string[];
  longestMs: number;
};

type One = { base: string; person: Person; text: string };

/** All of them ask at the same moment. */
async function allAsk(all: One[]): Promise<Over> {
  const over: Over = { asked: all.length, taken: 0, refused: 0, errors: [], longestMs: 0 };
  const begun = now();
  await Promise.all(
    all.map(async ({ base, person, text }) => {
      try {
        const { response } = await askOnce(base, person, { text });
        const body = (await response.json()) as { turnId?: string; error?: { message: string } };
        if (response.status === 429) {
          over.refused += 1;
          const wait = Number(response.headers.get("retry-after"));
          if (!(wait > 0)) over.errors.push("a refusal does not say when to ask again");
          if (!body.error?.message) over.errors.push("a refusal has no sentence");
          return;
        }
        if (response.status !== 202) throw new Error(`asking: ${response.status}`);
        over.taken += 1;
        const { state } = await readStream(base, person, body.turnId ?? "");
        if (state !== "done") throw new Error(`a question that was taken ended as "${state}"`);
        over.longestMs = Math.max(over.longestMs, now() - begun);
      } catch (error) {
        over.errors.push(String(error));
      }
    }),
  );
  return over;
}

/**
 * Twice as many people as may wait ask at once, then one person twice as often as one may: so many
 * are taken and answered, and the rest refused with 429.
 */
export async function overBound(bases: string[]): Promise<{ all: Over; one: Over }> {
  const crowd = await guests(bases, 2 * MOST_OF_ALL);
  const all = await allAsk(
    crowd.map((person, who) => ({ base: baseFor(bases, who), person, text: questionFor(who) })),
  );
  const [person] = await guests(bases, 1);
  if (person === undefined) throw new Error("nobody there");
  const one = await allAsk(
    Array.from({ length: 2 * MOST_OF_ONE }, (_, at) => ({
      ...{ base: baseFor(bases, at), person, text: questionFor(at) },
    })),
  );
  // Some end while others still ask, and make room: the bound is on those that are open.
  for (const [name, { taken, refused }, most] of [
    ["all", all, MOST_OF_ALL],
    ["one", one, MOST_OF_ONE],
  ] as const) {
    if (refused === 0) all.errors.push(`nobody was refused of ${name}`);
    if (taken < most) all.errors.push(`only ${taken} of ${name} were taken, and ${most} fit`);
  }
  return { all, one };
}
