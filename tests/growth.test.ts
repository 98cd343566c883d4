import { expect, it } from "vitest";
import { growth } from "./e2e/growth";

const whole = "The right lung [1] is marked.";

it("accepts words that only grow, blanks aside", () => {
  expect(growth(["The", "The right\nlung", whole], whole)).toEqual([]);
});

it("notices a doubled beginning, a lost word and a step back", () => {
  expect(growth(["TheThe"], whole)).toEqual(["TheThe"]);
  expect(growth(["The lung"], whole)).toEqual(["The lung"]);
  expect(growth(["The right", "The"], whole)).toEqual(["The"]);
});
