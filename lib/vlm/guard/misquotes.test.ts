import { expect, it } from "vitest";
import { misquotes } from "@/lib/vlm/guard/misquotes";

it("a person is told only what they said", () => {
  const own = "I think it is an abscess. No quiz now, just tell me.";
  expect(misquotes("You said it is an abscess; my label is glioma.", own)).toBe(false);
  expect(misquotes("You said no label; I give one.", own)).toBe(true);
  expect(misquotes("You said not to ask questions about the set; a tool says so.", own)).toBe(true);
  expect(misquotes("A label is not a diagnosis.", own)).toBe(false);
});
