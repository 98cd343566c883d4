import { expect, it } from "vitest";
import { isInvented } from "./invented";

const TRAINED = new Set(["left lung", "right lung"]);

it.each([
  ["left lung", "where is it", false],
  ["the lungs", "show me", false],
  ["heart", "can you show me where his heart is", false],
  ["nodule", "any nodules?", false],
  ["glioma", "is there something we can do to slow it", true],
  ["hurram", "does it hurt", true],
  ["lobar body", "how wide is it", true],
])("%s, after “%s”", (phrase, said, invented) => {
  expect(isInvented(phrase, said, "xray", TRAINED)).toBe(invented);
});
