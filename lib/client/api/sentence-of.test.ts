import { describe, expect, it } from "vitest";
import { ApiError, sentenceOf } from "@/lib/client/api/http";

const OTHERWISE = "This did not work.";

describe("what went wrong, in words", () => {
  it("is a sentence alone where a person can mend it", () => {
    const wrong = new ApiError(401, "wrong-credentials", "The password is wrong.");
    expect(sentenceOf(wrong, OTHERWISE)).toBe("The password is wrong.");
  });

  it("has a code to quote where the server is at fault or out of reach", () => {
    const full = new ApiError(503, "unavailable", "The server is at its limit.");
    expect(sentenceOf(full, OTHERWISE)).toBe("The server is at its limit. (unavailable)");
    const gone = new ApiError(0, "offline", "The server cannot be reached.");
    expect(sentenceOf(gone, OTHERWISE)).toBe("The server cannot be reached. (offline)");
    expect(sentenceOf(new TypeError("x"), OTHERWISE)).toBe(OTHERWISE);
  });
});
