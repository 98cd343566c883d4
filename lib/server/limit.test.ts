import { expect, test } from "vitest";
import { takeFromLimit } from "./limit";

test("a window gives its number, then says how long to wait, then gives again", () => {
  const limit = { max: 3, windowMs: 10_000 };
  for (let n = 0; n < 3; n += 1) expect(takeFromLimit("a", limit, 1_000 + n)).toBe(0);
  expect(takeFromLimit("a", limit, 4_000)).toBe(7);
  expect(takeFromLimit("b", limit, 4_000)).toBe(0);
  expect(takeFromLimit("a", limit, 11_001)).toBe(0);
});

test("a flood of keys doesn't grow the memory without bound", () => {
  for (let n = 0; n < 50_000; n += 1) takeFromLimit(`flood ${n}`, { max: 1, windowMs: 1e6 }, 0);
  const shared = globalThis as { evlfLimits?: Map<string, unknown> };
  expect(shared.evlfLimits?.size).toBeLessThanOrEqual(20_000);
});
