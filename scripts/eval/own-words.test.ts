import { expect, it } from "vitest";
import { serves } from "@/scripts/eval/own-words";

const asked = (intent: string, when: "first" | "later" = "later") =>
  ({ q: "?", intent, when, kind: "mri", audience: "patient" }) as const;
const calls = (...tools: string[]) => ({
  calls: tools.map((tool) => ({ id: tool, tool, input: {}, output: null })),
});

it.each([
  ["label", calls("diagnose", "ground"), true],
  ["label", calls("ground"), false],
  ["label", calls(), false],
  ["place", calls("ground"), true],
  ["place", calls("diagnose"), false],
  ["presence", calls("diagnose"), true],
  ["presence", calls("lookup"), false],
  ["word", calls("lookup"), true],
  ["word", calls(), false],
  ["thanks", calls(), true],
  ["thanks", calls("diagnose"), false],
  ["why", calls("ground"), false],
  ["why", calls(), true],
])("a wish for %s", (intent, turn, right) => {
  expect(serves(asked(intent), turn)).toBe(right);
});

it("a label is no wrong beginning where nothing was said of the picture", () => {
  expect(serves(asked("serious", "first"), calls("diagnose", "ground"))).toBe(true);
  expect(serves(asked("serious", "first"), calls("ground"))).toBe(false);
});
