import { describe, expect, it } from "vitest";
import { passageOf } from "@/scripts/bench/passage";

describe("a passage to read", () => {
  it("is about as long as asked and another for each number", () => {
    const words = passageOf(256, 1).split(/\s+/).length;
    expect(words).toBeGreaterThan(170);
    expect(words).toBeLessThan(290);
    expect(passageOf(256, 1)).toBe(passageOf(256, 1));
    expect(passageOf(256, 1)).not.toBe(passageOf(256, 2));
  });
});
