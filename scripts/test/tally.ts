import { existsSync, readFileSync } from "node:fs";

/** Tests counted, and a line for each one that did not run. */
export type Tally = { passed: number; failed: number; skipped: number; notes: string[] };

/** What one step found. A step that has no tests of its own counts as one. */
export const passedOnce: Tally = { passed: 1, failed: 0, skipped: 0, notes: [] };
export const failedOnce: Tally = { passed: 0, failed: 1, skipped: 0, notes: [] };

export function sum(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
    skipped: tallies.reduce((total, tally) => total + tally.skipped, 0),
    notes: tallies.flatMap((tally) => tally.notes),
  };
}

/**
 * A runner's own report, held against its exit code: no report, or a bad exit code without a
 * failed test (a file that did not load), is a failure.
 */
export function settle(tally: Tally | null, exitCode: number): Tally {
  if (!tally) return { ...failedOnce, notes: ["no report was written"] };
  if (exitCode !== 0 && tally.failed === 0) return { ...tally, failed: 1 };
  if (tally.passed + tally.failed + tally.skipped === 0) {
    return { ...failedOnce, notes: ["no test was found"] };
  }
  return tally;
}

/** Reads Vitest's JSON report. */
export function readVitest(path: string): Tally | null {
  if (!existsSync(path)) return null;
  const report = JSON.parse(readFileSync(path, "utf8")) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    testResults: { assertionResults: { status: string; fullName: string }[] }[];
  };
  const skipped = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => !["passed", "failed"].includes(test.status));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    notes: skipped.map((test) => test.fullName),
  };
}

type PlaywrightSuite = {
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string; annotations: { description?: string }[] }[] }[];
};

/** Reads Playwright's JSON report. */
export function readPlaywright(path: string): Tally | null {
  if (!existsSync(path)) return null;
  const report = JSON.parse(readFileSync(path, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    suites: PlaywrightSuite[];
  };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return {
    passed: expected,
    failed: unexpected + flaky,
    skipped,
    notes: report.suites.flatMap(skippedSpecs),
  };
}

function skippedSpecs(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === "skipped")
      .map((test) => {
        const why = test.annotations.map((annotation) => annotation.description ?? "").join(" ");
        return why.trim() === "" ? spec.title : `${spec.title}: ${why}`;
      }),
  );
  return [...own, ...(suite.suites ?? []).flatMap(skippedSpecs)];
}

/** Reads pytest's JUnit report; a file that needs a package that is absent counts as skipped. */
export function readJunit(path: string): Tally | null {
  if (!existsSync(path)) return null;
  const cases = readFileSync(path, "utf8").match(/<testcase\b[\s\S]*?(?:\/>|<\/testcase>)/g) ?? [];
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const one of cases) {
    const name = /\bname="([^"]*)"/.exec(one)?.[1] ?? "";
    const absent = /No module named &apos;([^&]+)&apos;|No module named '([^']+)'/.exec(one);
    if (/<error\b/.test(one) && absent) {
      tally.skipped += 1;
      tally.notes.push(`${name}: needs ${absent[1] ?? absent[2]}`);
    } else if (/<(failure|error)\b/.test(one)) {
      tally.failed += 1;
    } else if (/<skipped\b/.test(one)) {
      tally.skipped += 1;
      tally.notes.push(`${name}: ${/message="([^"]*)"/.exec(one)?.[1] ?? ""}`);
    } else {
      tally.passed += 1;
    }
  }
  return tally;
}
