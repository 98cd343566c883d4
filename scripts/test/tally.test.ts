import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readJunit, readPlaywright, readVitest, settle, sum } from "@/scripts/test/tally";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(text: string): string {
  const path = join(folder, "report");
  writeFileSync(path, text);
  return path;
}

const nothing = { passed: 0, failed: 0, skipped: 0, notes: [] };

it("counts a runner that wrote no report as failed", () => {
  expect(settle(readVitest(join(folder, "absent")), 0).failed).toBe(1);
});

it("counts a bad exit code without a failed test as failed", () => {
  expect(settle({ ...nothing, passed: 3 }, 1)).toMatchObject({ passed: 3, failed: 1 });
});

it("counts a run that found no test as failed", () => {
  expect(settle(nothing, 0).failed).toBe(1);
});

it("leaves a good run as it is", () => {
  expect(settle({ ...nothing, passed: 3, skipped: 1 }, 0)).toMatchObject({ passed: 3, failed: 0 });
});

it("reads a recipe's report: a package that is absent skips, anything else fails", () => {
  const path = file(`<testsuites><testsuite>
    <testcase classname="a" name="works" time="0.1" />
    <testcase classname="a" name="breaks"><failure message="1 != 2">assert</failure></testcase>
    <testcase classname="a" name="waits"><skipped message="no data">here</skipped></testcase>
    <testcase classname="" name="test_net"><error message="collection failure">
      ModuleNotFoundError: No module named 'torch'</error></testcase>
    <testcase classname="" name="test_typo"><error message="collection failure">
      NameError: name 'x' is not defined</error></testcase>
  </testsuite></testsuites>`);
  expect(readJunit(path)).toEqual({
    passed: 1,
    failed: 2,
    skipped: 2,
    notes: ["waits: no data", "test_net: needs torch"],
  });
});

it("counts a browser test that passed only at the second try as failed", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 };
  const specs = [
    { title: "skips", tests: [{ status: "skipped", annotations: [{ description: "no sample" }] }] },
  ];
  const path = file(JSON.stringify({ stats, suites: [{ suites: [{ specs }] }] }));
  expect(readPlaywright(path)).toEqual({
    passed: 4,
    failed: 2,
    skipped: 1,
    notes: ["skips: no sample"],
  });
});

it("adds the steps up", () => {
  const one = { passed: 1, failed: 2, skipped: 3, notes: ["a"] };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6, notes: ["a", "a"] });
});
