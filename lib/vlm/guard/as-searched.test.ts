import { describe, expect, it } from "vitest";
import { asSearched } from "@/lib/vlm/guard/as-searched";
import { found, mark, nothing } from "@/lib/vlm/guard/guard-fixtures";

const BOTH = found("xray", "left lung and right lung", [mark(1, "left lung", "right")]);

describe("a sentence names all that was looked for", () => {
  it.each([
    [
      "I looked for left lung and placed 2 marks: left lung [1].",
      "I looked for left lung and right lung and placed 2 marks: left lung [1].",
    ],
    [
      "I looked for the left lung and the right lung.",
      "I looked for the left lung and the right lung.",
    ],
    ["The left lung is marked.", "The left lung is marked."],
  ])("%s", (said, shown) => {
    expect(asSearched(said, [BOTH])).toBe(shown);
  });

  it("and is left alone where one thing was looked for", () => {
    const said = "I looked for bleeding and found none.";
    expect(asSearched(said, [nothing("endoscopy", "bleeding", null)])).toBe(said);
  });
});
