import type { Box } from "@/lib/geometry/box";
import { iou } from "@/lib/geometry/overlap";
import { drawOf } from "@/scripts/eval/draw";
import { encode, headLabelOf, labelSetOf } from "@/scripts/eval/encode";
import { differenceOf, type Figure, figureOf, type Grouped } from "@/scripts/eval/figure";
import { type Found, recallLook } from "@/scripts/eval/look";
import { elsewhere, fillPng } from "@/scripts/eval/mask";
import { mean } from "@/scripts/eval/metrics";
import { type Case, keyOf } from "@/scripts/eval/model";
import type { Row } from "@/scripts/eval/rows";
import type { Measured, Setting, Task } from "@/scripts/eval/task";
import { variantOf } from "@/scripts/eval/variant";

/** The picture as it is, with the true box filled, and with as much filled elsewhere. */
export type Thrice<T> = { clean: T; gone: T; control: T };
export type LabelSaid = { head: string | null; given: boolean };
export type Made = {
  label: Thrice<LabelSaid> | null;
  boxes: { truth: Box; found: Thrice<Found> }[];
};

/** Boxes that overlap this much are on the same thing. */
const SAME = 0.5;

type Target = { phrase: string; truth: Box; control: Box };

/** The box of a phrase and as large a place elsewhere; null where there is no such place. */
function targetOf(row: Row, phrase: string): Target | null {
  const truth = row.boxes.find(({ label }) => label === phrase)?.box;
  if (truth === undefined) return null;
  const control = elsewhere(
    truth,
    row.boxes.map(({ box }) => box),
  );
  return control === null ? null : { phrase, truth, control };
}

/**
 * What a row's label rests on: its largest box. Null where the row has no label, or several boxes
 * of one name, since filling one would leave the others.
 */
export function labelEvidence(row: Row): string | null {
  const names = row.boxes.map(({ label }) => label);
  if (row.labels.length !== 1 || new Set(names).size < names.length) return null;
  const bySize = row.boxes.toSorted(
    (a, b) => b.box.width * b.box.height - a.box.width * a.box.height,
  );
  return bySize[0]?.label ?? null;
}

async function thrice<T>(
  row: Case,
  { phrase, truth, control }: Target,
  ask: (one: Case) => Promise<T>,
): Promise<Thrice<T>> {
  const gone = variantOf(row, `without ${phrase}`, (png) => fillPng(png, truth));
  const other = variantOf(row, `control ${phrase}`, (png) => fillPng(png, control));
  return { clean: await ask(row), gone: await ask(gone), control: await ask(other) };
}

async function measure(row: Case, setting: Setting): Promise<Made> {
  const { labelSets } = setting.bench.evlf.card;
  const boxes: Made["boxes"] = [];
  for (const phrase of drawOf(setting).boxed.get(row.key) ?? []) {
    const target = targetOf(row.row, phrase);
    if (target === null) continue;
    const found = await thrice(row, target, (one) => recallLook(one, phrase, setting));
    boxes.push({ truth: target.truth, found });
  }
  const ground = labelSetOf(labelSets, row.row) === null ? null : labelEvidence(row.row);
  const target = ground === null ? null : targetOf(row.row, ground);
  if (target === null) return { label: null, boxes };
  const label = await thrice(row, target, async (one) => {
    const encoded = await encode(one, setting);
    const head = headLabelOf(row.row, labelSets, encoded);
    return { head, given: encoded.set === row.row.labelSet };
  });
  return { label, boxes };
}

/** Three figures of something that holds or not: evidence gone, control, and the paired difference. */
function figures<T>(
  name: string,
  items: readonly Grouped<Thrice<T>>[],
  test: (now: T, all: Thrice<T>) => boolean,
): Record<string, Figure> {
  const pairs = items.map(({ group, item }) => ({
    group,
    item: {
      before: Number(test(item.control, item)),
      after: Number(test(item.gone, item)),
    },
  }));
  return {
    [name]: figureOf(pairs, (all) => mean(all.map(({ after }) => after))),
    [`${name}Control`]: figureOf(pairs, (all) => mean(all.map(({ before }) => before))),
    [`${name}Difference`]: differenceOf(pairs),
  };
}

function sameBox(a: Found, b: Found): boolean {
  const [one, other] = [a.boxes[0], b.boxes[0]];
  if (one === undefined || other === undefined) return one === other;
  return iou(one, other) >= SAME;
}

type Item = Pick<Measured<Made>, "made"> & { row: Pick<Row, "group"> };

/** The section of masked pictures, without what nothing was measured for. */
export function evidenceSection(made: readonly Item[]): Record<string, unknown> {
  const labels = made.flatMap(({ row: { group }, made: { label } }) =>
    label === null ? [] : [{ group, item: label }],
  );
  const looks = made.flatMap(({ row: { group }, made: { boxes } }) =>
    boxes.map(({ truth, found }) => ({ group, truth, item: found })),
  );
  const there = new Map(looks.map(({ item, truth }) => [item, truth]));
  const onTruth = (now: Found, all: Thrice<Found>) => {
    const [best, truth] = [now.boxes[0], there.get(all)];
    return best !== undefined && truth !== undefined && iou(best, truth) >= SAME;
  };
  return {
    ...(labels.length === 0
      ? {}
      : {
          label: {
            ...figures("changed", labels, (now, { clean }) => now.head !== clean.head),
            ...figures("given", labels, (now) => now.given),
          },
        }),
    ...(looks.length === 0
      ? {}
      : {
          box: {
            ...figures("changed", looks, (now, { clean }) => !sameBox(now, clean)),
            ...figures("stillThere", looks, onTruth),
            ...figures("given", looks, (now) => now.boxes.length > 0),
          },
        }),
  };
}

/**
 * Pictures of the robustness draw whose true box is filled by the mean colour around it; the
 * control has a place of the same size filled elsewhere. Label: `changed`, the encoder's first label is not the
 * clean picture's; `given`, the diagnose tool still labels. Box: `changed`, the top box is not on
 * that of the clean picture (IoU 0.5); `stillThere`, it is on the true box though that is empty
 * now; `given`, any box comes. Pictures without room for a control are left out of all of them.
 */
export const evidenceTask: Task<Made> = {
  name: "evidence",
  wants: (setting) => {
    const { labelled, boxed } = drawOf(setting);
    const rows = setting.sets.flatMap((set) => set.rows);
    const usable = rows.filter((row) => labelled.has(keyOf(row)) && labelEvidence(row) !== null);
    return new Set([...boxed.keys(), ...usable.map(keyOf)]);
  },
  measure,
  report: (made) => ({ evidence: evidenceSection(made) }),
};
