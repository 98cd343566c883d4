import { iou } from "@/lib/geometry/overlap";
import { getCard } from "@/lib/knowledge/cards";
import type { LabelSet } from "@/lib/vlm/registry";
import { contradiction } from "@/scripts/eval/contradiction";
import { outputsOf, type Talk } from "@/scripts/eval/conversations";
import { type Grouped, shareOf } from "@/scripts/eval/figure";
import { readLabel } from "@/scripts/eval/read-label";
import { type Step, stepsOf } from "@/scripts/eval/steps";

/** A mark counts as agreeing with the truth from this overlap on. */
const AGREES = 0.3;

/** Numbers of the marks that a step's evidence names. */
function boxesOf(evidence: string): number[] {
  if (!/^box(?:es)? \d/.test(evidence)) return [];
  return (evidence.match(/\d+/g) ?? []).map(Number);
}

/** Whether the evidence that a step names was there: the picture, a result, a mark, a card. */
export function evidenceExists(step: Step, talk: Talk): boolean {
  const { evidence } = step;
  const outputs = outputsOf(talk.turn);
  if (evidence === "none") return true;
  if (evidence === "image") return talk.script.row !== null;
  if (["diagnose", "ground", "lookup"].includes(evidence)) {
    return talk.turn.calls.some(({ tool }) => tool === evidence);
  }
  const marks = outputs.ground.flatMap((result) =>
    result.outcome === "found" ? result.boxes.map(({ id }) => id) : [],
  );
  const boxes = boxesOf(evidence);
  if (boxes.length > 0) return boxes.every((id) => marks.includes(id));
  const card = /^card ([a-z0-9-]+)$/.exec(evidence)?.[1];
  return card !== undefined && getCard(card) !== null;
}

/** Whether a step agrees with what is known of the picture; null where nothing is known. */
export function evidenceAgrees(step: Step, talk: Talk): boolean | null {
  const { row } = talk.script;
  if (row === null) return null;
  const read = readLabel(`${step.text}\n`);
  const [label] = row.labels;
  if (read !== null && row.labelSet !== null && label !== undefined) return read.label === label;
  const ids = boxesOf(step.evidence);
  if (ids.length === 0) return null;
  const marks = outputsOf(talk.turn).ground.flatMap((result) =>
    result.outcome === "found" ? result.boxes.filter(({ id }) => ids.includes(id)) : [],
  );
  const judged = marks.flatMap((mark) => {
    const truth = row.boxes.filter((box) => box.label === mark.label);
    return truth.length === 0 ? [] : [truth.some(({ box }) => iou(box, mark.box) >= AGREES)];
  });
  return judged.length === 0 ? null : judged.every(Boolean);
}

/**
 * Shares of reasoning steps whose evidence exists and, where there is truth, agrees with it. Of
 * the answers that name a label: `contradicts`, it is not the one that their own steps put first;
 * `contradictsUntold`, nor does the answer say that its two readings differ.
 */
export function reasoningReport(
  talks: readonly Talk[],
  sets: readonly LabelSet[],
): Record<string, unknown> {
  const exists: Grouped<boolean>[] = [];
  const agrees: Grouped<boolean>[] = [];
  for (const talk of talks) {
    const group = talk.script.row?.group ?? talk.script.key;
    for (const step of stepsOf(talk.turn.reasoning)) {
      exists.push({ group, item: evidenceExists(step, talk) });
      const agreed = evidenceAgrees(step, talk);
      if (agreed !== null) agrees.push({ group, item: agreed });
    }
  }
  const labelled = talks.flatMap((talk) => {
    const judged = contradiction(talk, sets);
    const group = talk.script.row?.group ?? talk.script.key;
    return judged === null ? [] : [{ group, ...judged }];
  });
  const share = (test: (one: (typeof labelled)[number]) => boolean) =>
    shareOf(labelled.map((one) => ({ group: one.group, item: test(one) })));
  return {
    reasoning: {
      ...(exists.length === 0 ? {} : { evidenceExists: shareOf(exists) }),
      ...(agrees.length === 0 ? {} : { evidenceAgrees: shareOf(agrees) }),
      ...(labelled.length === 0
        ? {}
        : {
            contradicts: share(({ contradicts }) => contradicts),
            contradictsUntold: share(({ contradicts, told }) => contradicts && !told),
          }),
    },
  };
}
