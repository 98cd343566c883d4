import { expect, it } from "vitest";
import { trimWords } from "@/lib/client/chat/writing/trim-words";

it("a trim is said in one number, or side by side", () => {
  expect(trimWords({ left: 40, top: 40, right: 40, bottom: 40 })).toBe("Trimmed 40 px of border.");
  expect(trimWords({ left: 2, top: 30, right: 2, bottom: 0 })).toBe(
    "Trimmed the border: 2 px at the left, 2 px at the right, 30 px at the top.",
  );
});
