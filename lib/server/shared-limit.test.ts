import { expect, test } from "vitest";
import { withDatabase } from "@/tests/server/database";

withDatabase();

const minute = { max: 5, windowMs: 60_000 };

test("of many at once, from whatever process, as many pass as the limit says", async () => {
  const { takeFromSharedLimit } = await import("./shared-limit");
  const waits = await Promise.all(
    Array.from({ length: 20 }, () => takeFromSharedLimit("many", minute)),
  );
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  for (const wait of waits.filter((each) => each > 0)) expect(wait).toBeGreaterThan(50);
});

test("one key's limit is not another's, and a window that ended gives again", async () => {
  const { sweepLimits, takeFromSharedLimit } = await import("./shared-limit");
  const short = { max: 1, windowMs: 300 };
  expect(await takeFromSharedLimit("short", short)).toBe(0);
  expect(await takeFromSharedLimit("short", short)).toBe(1);
  expect(await takeFromSharedLimit("another", short)).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await takeFromSharedLimit("short", short)).toBe(0);
  expect(await sweepLimits(new Date(Date.now() + 120_000))).toBeGreaterThanOrEqual(2);
  expect(await takeFromSharedLimit("another", short)).toBe(0);
});
