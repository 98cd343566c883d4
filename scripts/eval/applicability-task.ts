import { setModality } from "@/lib/vlm/modality";
import { type Encoded, encode, keysWhere } from "@/scripts/eval/encode";
import { shareOf } from "@/scripts/eval/figure";
import type { Row } from "@/scripts/eval/rows";
import type { Setting, Task } from "@/scripts/eval/task";

/** Regions that a label set without a row's own label may or may not hold for: left out. */
const DOUBTFUL: Readonly<Record<string, readonly string[]>> = {
  mri: ["brain", "head"],
  ct: ["lung", "chest"],
};

/**
 * Whether a medical picture certainly lies outside every set's population: it belongs to no set of
 * the model, and its kind and region are not those that a set might hold for. Chest films without
 * a child's label are adults' and count as outside.
 */
export function isOutside(row: Row, sets: readonly string[]): boolean {
  if (row.modality === "none" || (row.labelSet !== null && sets.includes(row.labelSet))) {
    return false;
  }
  const covered = sets.some((set) => setModality(set) === row.modality);
  if (!covered) return true;
  return !(DOUBTFUL[row.modality] ?? []).includes(row.anatomy ?? "");
}

const outside = ({ bench, sets }: Setting) => {
  const ids = bench.evlf.card.labelSets.map(({ id }) => id);
  return keysWhere(sets, (row) => isOutside(row, ids));
};

/** How often a picture outside every population gets a label, and one inside gets none. */
export const applicabilityTask: Task<Encoded> = {
  name: "applicability",
  wants: ({ sets }) => keysWhere(sets, (row) => row.modality !== "none"),
  measure: encode,
  report: (made, setting) => {
    const strangers = outside(setting);
    const ids = setting.bench.evlf.card.labelSets.map(({ id }) => id);
    const out = made.filter(({ row }) => strangers.has(`${row.dataset}/${row.id}`));
    const inside = made.filter(({ row }) => row.labelSet !== null && ids.includes(row.labelSet));
    return {
      applicability: {
        ...(out.length === 0
          ? {}
          : {
              labelledOutside: shareOf(
                out.map(({ row, made: { outcome } }) => ({
                  group: row.group,
                  item: outcome === "labelled",
                })),
              ),
            }),
        ...(inside.length === 0
          ? {}
          : {
              unlabelledInside: shareOf(
                inside.map(({ row, made: { set } }) => ({
                  group: row.group,
                  item: set !== row.labelSet,
                })),
              ),
            }),
      },
    };
  },
};
