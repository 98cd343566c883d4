import { expect, test } from "vitest";
import { shownProbability } from "./shown-probability";

test.each([
  [1, "> 0.99"],
  [0.9951, "> 0.99"],
  [0.994, "0.99"],
  [0.5, "0.50"],
  [0.006, "0.01"],
  [0.0049, "< 0.01"],
  [0, "< 0.01"],
])("%f is shown as %s", (probability, shown) => {
  expect(shownProbability(probability)).toBe(shown);
});
