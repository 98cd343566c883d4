import { describe, expect, it } from "vitest";
import { StepFilter, wholeSteps } from "./step-filter";

const TEXT = [
  "1. Reading: X-ray, chest; no label set. (image)",
  "Sure, let me think!",
  "2. The question asks where; I look. (none)",
  "",
  "3. Two marks. (boxes 1, 2)",
  "4. Without evidence.",
  "5. Named in a card. (card lungs)",
].join("\n");

const run = (size: number): string => {
  const filter = new StepFilter();
  let out = "";
  for (let i = 0; i < TEXT.length; i += size) out += filter.push(TEXT.slice(i, i + size));
  return out + filter.end();
};

describe("reasoning", () => {
  it("reaches the person as whole steps with their evidence, and nothing else does", () => {
    expect(
      run(1000)
        .split("\n")
        .map((line) => line[0]),
    ).toEqual(["1", "2", "3", "4"]);
  });

  it("goes on counting from what was shown before, without gaps", () => {
    const filter = new StepFilter(wholeSteps(TEXT));
    expect(filter.push("7. Found it. (ground)\n")).toBe("5. Found it. (ground)");
  });

  it("is the same whatever pieces it comes in", () => {
    for (const size of [1, 2, 3, 7, 50]) expect(run(size)).toBe(run(1000));
  });
});
