import { describe, expect, it } from "vitest";
import { placeWords } from "@/lib/contracts/reading/place-words";

describe("placeWords", () => {
  it("says a side of the body twice, so that nobody takes one for the other", () => {
    expect(placeWords("right lung", { x: 0.1, y: 0.1, width: 0.3, height: 0.6 })).toBe(
      "right lung (left half of the picture)",
    );
  });

  it("says the place of anything else about the picture", () => {
    expect(placeWords("lung lesion", { x: 0.1, y: 0.1, width: 0.1, height: 0.1 })).toBe(
      "lung lesion, upper left of the picture",
    );
    expect(placeWords("lung lesion", { x: 0.4, y: 0.4, width: 0.2, height: 0.2 })).toBe(
      "lung lesion, middle of the picture",
    );
  });
});
