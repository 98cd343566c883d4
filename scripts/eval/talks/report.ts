import type { Audience } from "@/lib/contracts/audience";
import type { ModelCard } from "@/lib/vlm/registry";
import { type Figure, shareOf } from "@/scripts/eval/figure";
import { asExpected } from "@/scripts/eval/talks/as-expected";
import { type Check, everyTurn, marksWithoutBox } from "@/scripts/eval/talks/every-turn";
import type { Played } from "@/scripts/eval/talks/play-talk";
import { unsourced } from "@/scripts/eval/talks/sourced";
import { type Told, toldOf } from "@/scripts/eval/talks/told";

/** A turn that failed, as a person reads it. */
export type Failure = {
  id: string;
  turn: number;
  failed: string[];
  question: string;
  calls: string[];
  text: string;
};

export type TalksReport = {
  all: Figure;
  byAudience: Partial<Record<Audience, Figure>>;
  byCheck: Record<string, Figure>;
  hard: { boxWithoutTool: number; unsourcedFact: number };
  skipped: number;
  worst: Failure[];
};

const WORST = 10;
/** Failures that weigh more than all others together: they deceive, or leave a person in danger. */
const GRAVE = new Set(["marks", "sourced", "emergency", "safe", "holds"]);

type Judged = {
  id: string;
  audience: Audience;
  at: number;
  told: Told;
  marks: [string, boolean][];
};

function judge(
  { script, turns }: Played,
  card: ModelCard,
  checks: Readonly<Record<string, Check>>,
): Judged[] {
  return toldOf({ script, turns }, card).map((told, at) => ({
    id: script.id,
    audience: script.audience,
    at,
    told,
    marks: Object.entries(checks).flatMap(([name, check]): [string, boolean][] => {
      const holds = check(told);
      return holds === null ? [] : [[name, holds]];
    }),
  }));
}

function failedOf({ marks }: Judged): string[] {
  return marks.flatMap(([name, holds]) => (holds ? [] : [name]));
}

function weight(judged: Judged): number {
  return failedOf(judged).reduce((sum, name) => sum + (GRAVE.has(name) ? 100 : 1), 0);
}

/** Every turn that failed something, the worst first. */
export function failuresOf(played: readonly Played[], card: ModelCard): Failure[] {
  return judgeAll(played, card)
    .filter((one) => failedOf(one).length > 0)
    .sort((a, b) => weight(b) - weight(a) || a.id.localeCompare(b.id) || a.at - b.at)
    .map((one) => ({
      id: one.id,
      turn: one.at + 1,
      failed: failedOf(one),
      question: one.told.line.says,
      calls: one.told.turn.calls.map(({ tool, input }) => `${tool} ${JSON.stringify(input)}`),
      text: one.told.turn.text,
    }));
}

function judgeAll(played: readonly Played[], card: ModelCard): Judged[] {
  const labels = [...new Set(card.labelSets.flatMap((set) => set.labels))];
  const checks = { ...everyTurn(labels), ...asExpected(card) };
  return played.flatMap((one) => judge(one, card, checks));
}

/** How a set of talks went. A talk counts as good where every check of every turn holds. */
export function talksReport(
  played: readonly Played[],
  skipped: number,
  card: ModelCard,
): TalksReport {
  const judged = judgeAll(played, card);
  const bad = new Set(judged.filter((one) => failedOf(one).length > 0).map(({ id }) => id));
  const good = (scripts: readonly Played[]) =>
    shareOf(scripts.map(({ script: { id } }) => ({ group: id, item: !bad.has(id) })));
  const names = [...new Set(judged.flatMap(({ marks }) => marks.map(([name]) => name)))];
  const audiences = [...new Set(played.map(({ script }) => script.audience))];
  const sum = (count: (told: Told) => number) =>
    judged.reduce((total, { told }) => total + count(told), 0);
  return {
    all: good(played),
    byAudience: Object.fromEntries(
      audiences.map((one) => [one, good(played.filter(({ script }) => script.audience === one))]),
    ),
    byCheck: Object.fromEntries(
      names.map((name) => [
        name,
        shareOf(
          judged.flatMap(({ id, marks }) =>
            marks.flatMap(([check, item]) => (check === name ? [{ group: id, item }] : [])),
          ),
        ),
      ]),
    ),
    hard: {
      boxWithoutTool: sum((told) => marksWithoutBox(told).length),
      unsourcedFact: sum((told) => unsourced(told).length),
    },
    skipped,
    worst: failuresOf(played, card).slice(0, WORST),
  };
}
