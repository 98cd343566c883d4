import type { Box } from "@/lib/geometry/box";
import { countMatches, f1Of } from "@/lib/geometry/match";
import { iou } from "@/lib/geometry/overlap";
import type { ModelCard } from "@/lib/vlm/registry";
import { keysWhere } from "@/scripts/eval/encode";
import { type Figure, figureOf, figureOver, type Grouped, shareOf } from "@/scripts/eval/figure";
import { lookFor } from "@/scripts/eval/look";
import { mean } from "@/scripts/eval/metrics";
import type { Case } from "@/scripts/eval/model";
import type { Row } from "@/scripts/eval/rows";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

/** What the tool gave for each phrase asked of a picture: boxes, best first. */
type Made = { phrase: string; boxes: Box[] }[];

/** Groups smaller than this are in no mean: pictures (of one instance, or at all), instances of several. */
const LEAST_SINGLE = 20;
const LEAST_SEVERAL = 50;

/** Phrases that a picture's own label proves absent. */
const ABSENT: readonly { set: string; label: string; phrase: string }[] = [
  { set: "brain-tumor", label: "no tumour", phrase: "brain tumour" },
  { set: "capsule-endoscopy", label: "no bleeding", phrase: "bleeding" },
  { set: "breast-ultrasound", label: "normal", phrase: "breast tumour" },
];

function absentIn(row: Row): string[] {
  return ABSENT.filter(
    ({ set, label }) =>
      row.labelSet === set && row.labels.includes(label) && row.boxes.length === 0,
  ).map(({ phrase }) => phrase);
}

/** Trained phrases that a picture's boxes or its label say something about. */
export function phrasesOf(row: Row, card: ModelCard): string[] {
  const trained = card.phrases.filter((phrase) =>
    phrase.modalities.some(({ modality }) => modality === row.modality),
  );
  const known = new Set([...row.boxes.map(({ label }) => label), ...absentIn(row)]);
  return trained.map(({ phrase }) => phrase).filter((phrase) => known.has(phrase));
}

async function measure(row: Case, setting: Setting): Promise<Made> {
  return setting.cache.recall(`ground|${row.key}`, async () => {
    const made: Made = [];
    for (const asked of phrasesOf(row.row, row.bench.evlf.card)) {
      const { boxes } = await lookFor(row, asked);
      made.push({ phrase: asked, boxes });
    }
    return made;
  });
}

/** One phrase in one picture: what is there and what was given. */
export type Look = { truth: Box[]; boxes: Box[] };
export type Group = {
  single: Grouped<Look>[];
  several: Grouped<Look>[];
  absent: Grouped<Look>[];
};

/** The name of a phrase-modality group; external sets are groups of their own. */
export function phraseKey(phrase: string, row: Row, external: boolean): string {
  return `${phrase}|${row.modality}${external ? `|external ${row.dataset}` : ""}`;
}

function groupsOf(made: readonly Measured<Made>[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const { row, made: looks, external } of made) {
    for (const { phrase, boxes } of looks) {
      const key = phraseKey(phrase, row, external);
      const group = groups.get(key) ?? { single: [], several: [], absent: [] };
      groups.set(key, group);
      const truth = row.boxes.filter(({ label }) => label === phrase).map(({ box }) => box);
      const kind = truth.length === 0 ? "absent" : truth.length === 1 ? "single" : "several";
      group[kind].push({ group: row.group, item: { truth, boxes } });
    }
  }
  return groups;
}

/** Overlap of the best-scored box with the only true one; 0 if none came. */
export function bestOverlap({ truth, boxes }: Look): number {
  const [wanted] = truth;
  const [best] = boxes;
  return wanted === undefined || best === undefined ? 0 : iou(best, wanted);
}

const reaching = (least: number) => (looks: readonly Look[]) =>
  mean(looks.map((look) => (bestOverlap(look) >= least ? 1 : 0)));
const meanOverlap = (looks: readonly Look[]) => mean(looks.map(bestOverlap));

/** F1 at IoU 0.5 of one-to-one matches, summed over pictures. */
export function severalF1(looks: readonly Look[]): number {
  const counts = looks.map(({ truth, boxes }) => countMatches(boxes, truth, 0.5));
  const sum = (key: "tp" | "fp" | "fn") => counts.reduce((all, one) => all + one[key], 0);
  return f1Of({ tp: sum("tp"), fp: sum("fp"), fn: sum("fn") });
}

const missedShare = (looks: readonly Look[]) =>
  mean(looks.map(({ boxes }) => (boxes.length === 0 ? 1 : 0)));
const alarmShare = (looks: readonly Look[]) =>
  mean(looks.map(({ boxes }) => (boxes.length === 0 ? 0 : 1)));

/**
 * Means over groups of phrase and kind of picture: of `missed`, nothing given though the phrase is
 * there, and of `falseAlarm`, a box given though the picture's label proves it absent.
 */
export function silenceSection(
  present: readonly Grouped<Look>[][],
  absent: readonly Grouped<Look>[][],
): Record<string, Figure> {
  return {
    ...(present.length === 0
      ? {}
      : { missed: figureOver(present, (strata) => mean(strata.map(missedShare))) }),
    ...(absent.length === 0
      ? {}
      : { falseAlarm: figureOver(absent, (strata) => mean(strata.map(alarmShare))) }),
  };
}

/** The figures of one group's single instances. */
export function singleFigures(single: readonly Grouped<Look>[]): Record<string, Figure> {
  return {
    acc10: figureOf(single, reaching(0.1)),
    acc30: figureOf(single, reaching(0.3)),
    acc50: figureOf(single, reaching(0.5)),
    mIoU: figureOf(single, meanOverlap),
  };
}

/** Means over groups of single instances, every group alike; nothing for none. */
export function singleMeans(groups: readonly (readonly Grouped<Look>[])[]) {
  const averaged = (statistic: (looks: readonly Look[]) => number) =>
    figureOver(groups, (strata) => mean(strata.map(statistic)));
  if (groups.length === 0) return {};
  return {
    single: {
      acc10: averaged(reaching(0.1)),
      acc30: averaged(reaching(0.3)),
      acc50: averaged(reaching(0.5)),
      mIoU: averaged(meanOverlap),
    },
  };
}

function phraseSection(group: Group): Record<string, Figure | number> {
  const { single, several, absent } = group;
  const present = [...single, ...several];
  const gone = (looks: readonly Grouped<Look>[], empty: boolean) =>
    looks.map(({ group: name, item }) => ({
      group: name,
      item: (item.boxes.length === 0) === empty,
    }));
  return {
    ...(single.length === 0 ? {} : singleFigures(single)),
    ...(several.length === 0 ? {} : { f1: figureOf(several, severalF1) }),
    ...(present.length === 0 ? {} : { missed: shareOf(gone(present, true)) }),
    ...(absent.length === 0 ? {} : { falseAlarm: shareOf(gone(absent, false)) }),
  };
}

export type Large = Record<"single" | "several" | "present" | "absent", Set<string>>;

/** Groups with enough pictures or instances in the whole split, whether or not all are measured. */
export function largeGroups({ sets, bench }: Setting): Large {
  const pictures = new Map<string, number>();
  const instances = new Map<string, number>();
  const present = new Map<string, number>();
  const absent = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string, more: number) =>
    counts.set(key, (counts.get(key) ?? 0) + more);
  for (const row of sets.filter(({ external }) => !external).flatMap(({ full }) => full)) {
    for (const phrase of phrasesOf(row, bench.evlf.card)) {
      const key = `${phrase}|${row.modality}`;
      const count = row.boxes.filter(({ label }) => label === phrase).length;
      add(count === 0 ? absent : present, key, 1);
      if (count === 1) add(pictures, key, 1);
      if (count > 1) add(instances, key, count);
    }
  }
  const over = (counts: Map<string, number>, least: number) =>
    new Set([...counts].filter(([, count]) => count >= least).map(([key]) => key));
  return {
    single: over(pictures, LEAST_SINGLE),
    several: over(instances, LEAST_SEVERAL),
    present: over(present, LEAST_SINGLE),
    absent: over(absent, LEAST_SINGLE),
  };
}

function report(made: readonly Measured<Made>[], setting: Setting) {
  const groups = groupsOf(made);
  const large = largeGroups(setting);
  const looksOf = (group: Group, kind: keyof Large) =>
    kind === "present" ? [...group.single, ...group.several] : group[kind];
  const taken = (kind: keyof Large) =>
    [...groups]
      .filter(([key, group]) => large[kind].has(key) && looksOf(group, kind).length > 0)
      .map(([, group]) => looksOf(group, kind));
  const single = taken("single");
  const several = taken("several");
  return {
    grounding: {
      tool: {
        ...singleMeans(single),
        ...(several.length === 0
          ? {}
          : { several: { f1: figureOver(several, (strata) => mean(strata.map(severalF1))) } }),
        mean: silenceSection(taken("present"), taken("absent")),
        phrases: Object.fromEntries([...groups].map(([key, group]) => [key, phraseSection(group)])),
      },
    },
  };
}

/** The grounding tool's boxes against the true ones, phrase by phrase. */
export const groundingTask: Task<Made> = {
  name: "grounding",
  wants: ({ sets, bench }) => keysWhere(sets, (row) => phrasesOf(row, bench.evlf.card).length > 0),
  measure,
  report,
};
