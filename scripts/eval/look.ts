import type { GroundResult } from "@/lib/contracts/tools";
import type { Box } from "@/lib/geometry/box";
import { ground } from "@/lib/vlm/tools/ground";
import type { Case } from "@/scripts/eval/model";
import type { Setting } from "@/scripts/eval/task";

/** What the grounding tool gave for one phrase: boxes best first, none unless found. */
export type Found = { outcome: GroundResult["outcome"]; boxes: Box[] };

/** Asks the app's grounding tool for a phrase in a row's picture. */
export async function lookFor(row: Case, asked: string): Promise<Found> {
  const { evlf, ticket } = row.bench;
  const reading = await row.reading();
  const result = await ground({
    card: evlf.card,
    imageId: row.key,
    reading,
    asked,
    firstId: 1,
    propose: (phraseId) => evlf.propose(reading, phraseId, ticket),
  });
  const boxes = result.outcome === "found" ? result.boxes.map(({ box }) => box) : [];
  return { outcome: result.outcome, boxes };
}

/** The same, kept for the next run. */
export function recallLook(row: Case, asked: string, { cache }: Setting): Promise<Found> {
  return cache.recall(`look|${row.key}|${asked}`, () => lookFor(row, asked));
}
