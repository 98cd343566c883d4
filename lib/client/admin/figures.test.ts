import { expect, test } from "vitest";
import { bytesWords, spanWords, timeWords } from "@/lib/client/admin/figures";

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_400, "1.4 kB"],
  [999_600, "1.0 MB"],
  [123_456_789, "123 MB"],
  [5_000_000_000_000, "5.0 TB"],
])("%d bytes are said as %s", (bytes, words) => expect(bytesWords(bytes)).toBe(words));

test.each([
  [0.26, "0.3 s"],
  [59, "59 s"],
  [61, "1 min"],
  [7_199, "1 h"],
  [172_800, "2 days"],
])("%d seconds are said as %s", (seconds, words) => expect(spanWords(seconds)).toBe(words));

test("a time is said in UTC", () => {
  expect(timeWords("2026-11-25T20:15:03.000Z")).toBe("25 Nov 2026, 20:15:03");
});
