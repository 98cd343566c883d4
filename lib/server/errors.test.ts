import { describe, expect, test } from "vitest";
import { VlmError } from "@/lib/vlm/errors";
import { AppError, HTTP_STATUS, quotable, toAppError } from "./errors";

describe("an error answer", () => {
  test("has an HTTP status of failure for every code", () => {
    for (const status of Object.values(HTTP_STATUS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
    }
  });

  test("keeps the model's code and its sentence for the person", () => {
    const known = toAppError(new VlmError("image-format", "sniffed: HEIC", "Save it as PNG."));
    expect(known).toMatchObject({ code: "image-format", status: 415, person: "Save it as PNG." });
  });

  test("never shows a stranger what broke, and gives a number to quote", () => {
    const known = toAppError(new Error("password=hunter2 at line 3"));
    expect(known).toMatchObject({ code: "internal", status: 500 });
    expect(known.person).not.toContain("hunter2");
    expect(quotable(known)).toMatch(/^internal-[0-9a-f]{6}$/);
  });

  test.each([
    ["ENOSPC", "disk-full"],
    ["53100", "disk-full"],
    ["ECONNREFUSED", "database-down"],
    ["P1001", "database-down"],
  ])("tells %s as %s, also when it is a cause", (code, expected) => {
    const cause = Object.assign(new Error("x"), { code });
    expect(toAppError(cause).code).toBe(expected);
    expect(toAppError(new Error("wrapped", { cause })).code).toBe(expected);
  });

  test("is given as it is when it is ours already", () => {
    const own = new AppError("not-found", "No.");
    expect(toAppError(own)).toBe(own);
  });
});
