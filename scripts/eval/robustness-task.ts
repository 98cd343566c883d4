import type { Box, Size } from "@/lib/geometry/box";
import { iou } from "@/lib/geometry/overlap";
import { CORRUPTIONS } from "@/scripts/eval/corruptions";
import { drawOf } from "@/scripts/eval/draw";
import { encode, headLabelOf } from "@/scripts/eval/encode";
import { differenceOf, type Figure, figureOf, type Grouped, shareOf } from "@/scripts/eval/figure";
import { type Found, recallLook } from "@/scripts/eval/look";
import { mean } from "@/scripts/eval/metrics";
import { type Case, keyOf } from "@/scripts/eval/model";
import type { Row } from "@/scripts/eval/rows";
import type { Measured, Setting, Task } from "@/scripts/eval/task";
import { sizeOf, variantOf } from "@/scripts/eval/variant";

/** What is said of one picture in one state. */
export type State = {
  /** Null where the picture is not among those with a label. */
  label: { head: string | null; given: boolean } | null;
  /** Overlap of the tool's top box with the true one where it lies now, by phrase. */
  overlaps: Record<string, number>;
};
/** The picture as it is ("clean") and after each corruption. */
export type States = Record<string, State>;

const CLEAN = "clean";

function overlapOf({ boxes }: Found, truth: Box | undefined): number {
  const [best] = boxes;
  return best === undefined || truth === undefined ? 0 : iou(best, truth);
}

async function stateOf(
  row: Case,
  base: Row,
  setting: Setting,
  carry: (box: Box) => Box,
): Promise<State> {
  const draw = drawOf(setting);
  const { labelSets } = setting.bench.evlf.card;
  const overlaps: State["overlaps"] = {};
  for (const phrase of draw.boxed.get(keyOf(base)) ?? []) {
    const truth = base.boxes.find(({ label }) => label === phrase)?.box;
    const found = await recallLook(row, phrase, setting);
    overlaps[phrase] = overlapOf(found, truth === undefined ? undefined : carry(truth));
  }
  if (!draw.labelled.has(keyOf(base))) return { label: null, overlaps };
  const encoded = await encode(row, setting);
  const head = headLabelOf(base, labelSets, encoded);
  return { label: { head, given: encoded.set === base.labelSet }, overlaps };
}

async function measure(row: Case, setting: Setting): Promise<States> {
  const size = await setting.cache.recall(`size|${row.key}`, async (): Promise<Size> => {
    return sizeOf(await row.png());
  });
  const states: States = { [CLEAN]: await stateOf(row, row.row, setting, (box) => box) };
  for (const { name, apply, carry } of CORRUPTIONS) {
    const changed = variantOf(row, name, apply);
    states[name] = await stateOf(changed, row.row, setting, (box) => carry(box, size));
  }
  return states;
}

type Item = { truth: string; clean: State; now: State };

function labelFigures(items: readonly Grouped<Item>[]): Record<string, Figure> {
  const rated = items.flatMap(({ group, item: { truth, clean, now } }) =>
    clean.label === null || now.label === null
      ? []
      : [{ group, item: { truth, clean: clean.label, now: now.label } }],
  );
  if (rated.length === 0) return {};
  const share = (test: (item: (typeof rated)[number]["item"]) => boolean) =>
    shareOf(rated.map(({ group, item }) => ({ group, item: test(item) })));
  return {
    accuracy: share(({ truth, now }) => now.head === truth),
    accuracyChange: differenceOf(
      rated.map(({ group, item: { truth, clean, now } }) => ({
        group,
        item: { before: Number(clean.head === truth), after: Number(now.head === truth) },
      })),
    ),
    kept: share(({ clean, now }) => now.head === clean.head),
    given: share(({ now }) => now.given),
  };
}

function boxFigures(items: readonly Grouped<Item>[]): Record<string, Figure> {
  const pairs = items.flatMap(({ group, item: { clean, now } }) =>
    Object.entries(now.overlaps).map(([phrase, after]) => ({
      group,
      item: { before: clean.overlaps[phrase] ?? 0, after },
    })),
  );
  if (pairs.length === 0) return {};
  const hits = pairs.map(({ group, item: { before, after } }) => ({
    group,
    item: { before: Number(before >= 0.5), after: Number(after >= 0.5) },
  }));
  return {
    mIoU: figureOf(pairs, (all) => mean(all.map(({ after }) => after))),
    mIoUChange: differenceOf(pairs),
    acc50: figureOf(hits, (all) => mean(all.map(({ after }) => after))),
    acc50Change: differenceOf(hits),
  };
}

/** Figures of one state of the pictures against the clean one; the clean one has no changes. */
export function stateFigures(
  made: readonly { row: Pick<Row, "group" | "labels">; made: States }[],
  name: string,
): Record<string, Figure> {
  const items = made.flatMap(({ row, made: states }): Grouped<Item>[] => {
    const [clean, now] = [states[CLEAN], states[name]];
    if (clean === undefined || now === undefined) return [];
    return [{ group: row.group, item: { truth: row.labels[0] ?? "", clean, now } }];
  });
  const all = { ...labelFigures(items), ...boxFigures(items) };
  const compared = ["accuracyChange", "kept", "mIoUChange", "acc50Change"];
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => name !== CLEAN || !compared.includes(key)),
  );
}

function report(made: readonly Measured<States>[]) {
  const names = [CLEAN, ...CORRUPTIONS.map(({ name }) => name)];
  const sections = names.map((name) => [name, stateFigures(made, name)]);
  return made.length === 0 ? {} : { robustness: Object.fromEntries(sections) };
}

/**
 * What people do to pictures, on 300 labelled ones and 300 pairs of picture and phrase. `accuracy`
 * is of the encoder's head, gates aside; `kept` the share whose first label is that of the clean
 * picture; `given` the share that the diagnose tool labels from the right set; mIoU and Acc@0.5 of
 * the tool's top box (0 where none came) against the true box carried along. Changes are paired.
 */
export const robustnessTask: Task<States> = {
  name: "robustness",
  wants: (setting) => {
    const { labelled, boxed } = drawOf(setting);
    return new Set([...labelled, ...boxed.keys()]);
  },
  measure,
  report,
};
