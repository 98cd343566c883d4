import { type Encoded, encode, keysWhere } from "@/scripts/eval/encode";
import { type Figure, shareOf } from "@/scripts/eval/figure";
import {
  filmsToMirror,
  lookMirrored,
  mirroredSection,
  type SidedLook,
} from "@/scripts/eval/mirrored";
import { keyOf } from "@/scripts/eval/model";
import { DOUBTS, doubtOf, isOutside, REASONS, reasonOutside } from "@/scripts/eval/outside";
import type { Row } from "@/scripts/eval/rows";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

type Made = { encoded: Encoded; mirrored: SidedLook[] };

const outside = ({ bench, sets }: Setting) => {
  const ids = bench.evlf.card.labelSets.map(({ id }) => id);
  return keysWhere(sets, (row) => isOutside(row, ids));
};

/** Share of pictures that got a label, for each of the kinds that some picture is of. */
function labelledBy<K extends string>(
  made: readonly Measured<Made>[],
  kinds: readonly K[],
  kindOf: (row: Row) => K | null,
): Record<string, Figure> {
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const items = made
        .filter(({ row }) => kindOf(row) === kind)
        .map(({ row, made: { encoded } }) => ({
          group: row.group,
          item: encoded.outcome === "labelled",
        }));
      return items.length === 0 ? [] : [[kind, shareOf(items)]];
    }),
  );
}

function report(made: readonly Measured<Made>[], setting: Setting) {
  const strangers = outside(setting);
  const ids = setting.bench.evlf.card.labelSets.map(({ id }) => id);
  const out = made.filter(({ row }) => strangers.has(keyOf(row)));
  const inside = made.filter(({ row }) => row.labelSet !== null && ids.includes(row.labelSet));
  return {
    applicability: {
      ...(out.length === 0
        ? {}
        : {
            labelledOutside: shareOf(
              out.map(({ row, made: { encoded } }) => ({
                group: row.group,
                item: encoded.outcome === "labelled",
              })),
            ),
          }),
      ...(inside.length === 0
        ? {}
        : {
            unlabelledInside: shareOf(
              inside.map(({ row, made: { encoded } }) => ({
                group: row.group,
                item: encoded.set !== row.labelSet,
              })),
            ),
          }),
      outside: labelledBy(made, REASONS, (row) => reasonOutside(row, ids)),
      inDoubt: labelledBy(made, DOUBTS, (row) => doubtOf(row, ids)),
      mirrored: mirroredSection(
        made.flatMap(({ row, made: { mirrored } }) =>
          mirrored.map((item) => ({ group: row.group, item })),
        ),
      ),
    },
  };
}

/**
 * How often a picture outside every population gets a label, and one inside gets none. `outside`
 * divides the first by the reason; `inDoubt` is the same share of pictures that a set may hold for,
 * which count in no other figure. `mirrored`: sided boxes in mirrored chest films.
 */
export const applicabilityTask: Task<Made> = {
  name: "applicability",
  wants: ({ sets }) => keysWhere(sets, (row) => row.modality !== "none"),
  measure: async (row, setting) => ({
    encoded: await encode(row, setting),
    mirrored: filmsToMirror(setting).has(row.key) ? await lookMirrored(row, setting) : [],
  }),
  report,
};
