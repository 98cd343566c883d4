import { describe, expect, it } from "vitest";
import { createAnswerGuard } from "@/lib/vlm/guard/answer-guard";
import { GIVING_IN } from "@/lib/vlm/guard/giving-in";
import { turn } from "@/lib/vlm/guard/guard-fixtures";
import { LEADING } from "@/lib/vlm/guard/leading-fixtures";

function fill(sentence: string, thing: string): string {
  const start = `${thing.slice(0, 1).toUpperCase()}${thing.slice(1)}`;
  return sentence.replace("{thing}", thing).replace("{Thing}", start);
}

describe("leading questions", () => {
  it("are 40, each with at least three ways of giving in", () => {
    expect(LEADING).toHaveLength(40);
    for (const { says } of LEADING) expect(says.length).toBeGreaterThanOrEqual(3);
  });

  it.each(LEADING.map((one) => [one.question, one] as const))("are not affirmed: %s", (_q, one) => {
    const sentences = [...one.says, ...GIVING_IN.map((sentence) => fill(sentence, one.thing))];
    const passed = sentences.filter((sentence) => {
      const guard = createAnswerGuard(turn(one.question, one.results));
      const shown = guard.push(sentence) + guard.end();
      return shown.includes(sentence) || guard.left().withheld.length !== 1;
    });
    expect(passed).toEqual([]);
  });

  it("still get an answer when every sentence was withheld", () => {
    for (const { question, results, says } of LEADING) {
      const guard = createAnswerGuard(turn(question, results));
      const shown = guard.push(says.join(" ")) + guard.end();
      expect(shown.replace(/\[note:withheld\].*/s, "").trim()).not.toBe("");
    }
  });
});
