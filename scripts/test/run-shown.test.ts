import { expect, test } from "vitest";
import { lastLines, runShown } from "./run-shown";

const here = { cwd: process.cwd(), env: process.env };

test("a command's exit code and its last words, errors among them, are kept", async () => {
  const said = "console.log('out'); console.error('err'); process.exitCode = 3";
  const done = await runShown(process.execPath, ["-e", said], here);
  expect(done.code).toBe(3);
  expect(done.last.split("\n").toSorted()).toEqual(["", "err", "out"]);
});

test("a command that is absent, or is killed, has failed", async () => {
  const absent = await runShown("no-such-command", [], here);
  expect(absent).toMatchObject({ code: 1, last: expect.stringContaining("ENOENT") });
  const killed = await runShown(process.execPath, ["-e", "process.kill(process.pid, 9)"], here);
  expect(killed.code).toBe(1);
});

test("the last lines are without colours", () => {
  expect(lastLines("a\nb\n\u001b[31mc\u001b[0m\n", 2)).toBe("b\nc");
});
