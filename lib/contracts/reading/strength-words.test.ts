import { describe, expect, it } from "vitest";
import { searchWords, strengthNumber, strengthWords } from "@/lib/contracts/reading/strength-words";
import type { GroundedBox } from "@/lib/contracts/tools";

const mark = (confidence: number | null): GroundedBox => ({
  id: 1,
  label: "right lung",
  box: { x: 0, y: 0, width: 1, height: 1 },
  score: 0.93,
  confidence,
  place: "middle left",
});

describe("a mark's strength", () => {
  it("says what the number means", () => {
    expect(strengthWords(mark(0.812))).toBe(
      "0.81: of 100 such marks on test pictures, about 81 were right",
    );
  });

  it("never shows the raw score of a mark that was not tested", () => {
    expect(strengthNumber(mark(null))).toBe("untested");
    expect(strengthWords(mark(null))).not.toContain("0.93");
  });
});

describe("a search's strength", () => {
  it("tells how often it misses and how often it marks in vain", () => {
    const words = searchWords("bleeding", {
      n: 120,
      iou: null,
      acc50: null,
      f1: 0.5,
      missed: 0.08,
      falseAlarm: null,
    });
    expect(words).toBe("Tested on 120 pictures. It missed bleeding in about 8 of 100.");
  });

  it("says none where there was none, and not where it is rounded away", () => {
    const measured = { n: 900, iou: null, acc50: null, f1: null, missed: 0, falseAlarm: 0.003 };
    expect(searchWords("bleeding", measured)).toBe(
      "Tested on 900 pictures. It missed bleeding in none. It marked something in fewer than 1 of 100 without bleeding.",
    );
  });

  it("claims nothing that was not measured", () => {
    expect(searchWords("bleeding", "untested")).toBeNull();
  });
});
