import { phrasesFor } from "@/lib/vlm/tools/ground";
import { labelSetOf } from "@/scripts/eval/encode";
import { keyOf } from "@/scripts/eval/model";
import { sampleOver } from "@/scripts/eval/random";
import type { Row } from "@/scripts/eval/rows";
import type { Setting } from "@/scripts/eval/task";

/** A phrase that a picture holds exactly one true box of. */
export type Pair = { row: Row; phrase: string };
/** Fixed pictures for what is measured on changed pictures: by key. */
export type Draw = { labelled: ReadonlySet<string>; boxed: ReadonlyMap<string, string[]> };

const LABELLED = 300;
const BOXED = 300;
const drawn = new WeakMap<Setting, Draw>();

/** Trained phrases of a row's kind of picture with exactly one true box. */
function pairsOf(row: Row, setting: Setting): Pair[] {
  return phrasesFor(setting.bench.evlf.card, row.modality)
    .filter((phrase) => row.boxes.filter(({ label }) => label === phrase).length === 1)
    .map((phrase) => ({ row, phrase }));
}

/**
 * 300 labelled pictures, spread evenly over the label sets, and 300 pairs of a picture and a
 * phrase, spread evenly over phrases and kinds of picture. External sets are left out. The same
 * rows give the same draw, so every corruption sees the same pictures.
 */
export function drawOf(setting: Setting): Draw {
  const known = drawn.get(setting);
  if (known !== undefined) return known;
  const rows = setting.sets.filter(({ external }) => !external).flatMap((set) => set.rows);
  const { labelSets } = setting.bench.evlf.card;
  const labelled = sampleOver(
    rows.filter((row) => labelSetOf(labelSets, row) !== null),
    LABELLED,
    "changed pictures with a label",
    (row) => row.labelSet ?? "",
  );
  const pairs = sampleOver(
    rows.flatMap((row) => pairsOf(row, setting)),
    BOXED,
    "changed pictures with a box",
    ({ row, phrase }) => `${phrase}|${row.modality}`,
  );
  const boxed = new Map<string, string[]>();
  for (const { row, phrase } of pairs) {
    boxed.set(keyOf(row), [...(boxed.get(keyOf(row)) ?? []), phrase]);
  }
  const draw = { labelled: new Set(labelled.map(keyOf)), boxed };
  drawn.set(setting, draw);
  return draw;
}
