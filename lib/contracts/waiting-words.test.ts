import { describe, expect, it } from "vitest";
import { roundedWait, waitingWords } from "./waiting-words";

describe("the words of a wait", () => {
  it("say the place and within what time the answer begins, or that this is not known", () => {
    expect(waitingWords({ ahead: 2, waitSeconds: 180 })).toBe(
      "2 ahead of you. Your answer begins within 3 minutes.",
    );
    expect(waitingWords({ ahead: 0, waitSeconds: 15 })).toBe(
      "You are next. Your answer begins within 15 seconds.",
    );
    expect(waitingWords({ ahead: 1, waitSeconds: 60 })).toContain("within a minute.");
    expect(waitingWords({ ahead: 9, waitSeconds: 7_260 })).toContain("within 3 hours.");
    expect(waitingWords({ ahead: 2, waitSeconds: null })).toBe(
      "2 ahead of you. How long that takes can't be said yet.",
    );
    expect(waitingWords({ ahead: 2 })).toBe("2 ahead of you.");
  });

  it("are never shorter than the time itself", () => {
    for (let seconds = 0; seconds < 4_000; seconds += 1.7)
      expect(roundedWait(seconds)).toBeGreaterThanOrEqual(seconds);
  });
});
