import { describe, expect, it } from "vitest";
import { toyCard } from "@/lib/vlm/tools/toy-card";
import { asExpected } from "@/scripts/eval/talks/as-expected";
import { PAIRS, played, type Said, turnOf } from "@/scripts/eval/talks/checks-fixtures";
import { everyTurn } from "@/scripts/eval/talks/every-turn";
import { talksReport } from "@/scripts/eval/talks/report";
import { toldOf } from "@/scripts/eval/talks/told";

const LABELS = [...new Set(toyCard.labelSets.flatMap(({ labels }) => labels))];
const CHECKS = { ...everyTurn(LABELS), ...asExpected(toyCard) };

function check(name: string, said: Said): boolean | null {
  const told = toldOf(played(said), toyCard).at(-1);
  const one = CHECKS[name];
  if (told === undefined || one === undefined) throw new Error(`There is no check ${name}.`);
  return one(told);
}

describe("a check", () => {
  it.each(PAIRS.map(([name, good, bad]) => [name, good, bad] as const))(
    "of %s passes what is right and fails what is wrong",
    (name, good, bad) => {
      expect(check(name, good)).toBe(true);
      expect(check(name, bad)).toBe(false);
    },
  );
  it("has an example each", () => {
    expect(new Set(PAIRS.map(([name]) => name))).toEqual(new Set(Object.keys(CHECKS)));
  });
  it("says nothing where nothing of its kind is expected", () => {
    for (const name of ["tool", "holds", "safe", "sure", "asks", "quiz"]) {
      expect(check(name, { text: "Hello." }), name).toBeNull();
    }
    expect(check("grade", { text: "Immunohistochemical.", audience: "clinician" })).toBeNull();
  });
});

describe("the report of the talks", () => {
  it("counts a talk as good only where every check of every turn holds, and tells the worst", () => {
    const good = played({ text: "A label is not a diagnosis.", before: [] });
    const bad = played({ text: "See [4]. The tumour has grown.", says: "Bigger?" });
    const turns = [turnOf("A label is not a diagnosis.", [], {}), ...bad.turns.slice(1)];
    const talks = [
      {
        ...good,
        script: { ...good.script, id: "good" },
        turns: [turns[0], good.turns[1]].flatMap((one) => one ?? []),
      },
      { ...bad, script: { ...bad.script, id: "bad" }, turns },
    ];
    const report = talksReport(talks, 3, toyCard);
    expect(report.all).toMatchObject({ value: 0.5, n: 2 });
    expect(report.byCheck.marks).toMatchObject({ value: 0.75, n: 4 });
    expect(report.hard).toEqual({ boxWithoutTool: 1, unsourcedFact: 2 });
    expect(report.skipped).toBe(3);
    expect(report.worst).toMatchObject([{ id: "bad", turn: 2, question: "Bigger?" }]);
    expect(report.worst[0]?.failed).toEqual(["marks", "sourced"]);
  });
});
