import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { buildIsFresh } from "./build";
import { keptSecret, prepareDataDir } from "./data-dir";
import { checkDatabase } from "./database-check";
import { StartFailure, sentenceFor } from "./failure";
import { takeDataDir } from "./only-one";
import { mustBeFree } from "./ports";
import { supervise } from "./supervise";

const scratch = mkdtempSync(path.join(tmpdir(), "evlf start "));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const folder = (name: string): string => {
  const made = path.join(scratch, name);
  mkdirSync(made, { recursive: true });
  return made;
};

describe("what stops a start", () => {
  test("is one sentence without a stack", () => {
    const errors = [
      new StartFailure("No."),
      Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" }),
      Object.assign(new Error("EACCES: denied\n    at x.js"), { code: "EACCES" }),
      new Error("boom\n    at thing (file.js:1:2)"),
      "a string",
    ];
    for (const error of errors) {
      expect(sentenceFor(error)).not.toContain("\n");
      expect(sentenceFor(error)).not.toContain("    at ");
    }
    expect(sentenceFor(errors[1])).toContain("disk is full");
  });

  test("a port in use is named, with another to try", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as net.AddressInfo;
    await expect(mustBeFree(port)).rejects.toThrow(new RegExp(`Port ${port} .* PORT=${port + 1}`));
    await new Promise((resolve) => server.close(resolve));
    await expect(mustBeFree(port)).resolves.toBeUndefined();
  });

  test("an unreachable database is named without its password", async () => {
    const failure = await checkDatabase("postgres://me:hunter2@127.0.0.1:1/x").catch(String);
    expect(failure).toContain("127.0.0.1:1/x");
    expect(failure).not.toContain("hunter2");
  });
});

describe("DATA_DIR", () => {
  test("is closed to others, and its secrets are made once", () => {
    const dir = path.join(scratch, "data");
    prepareDataDir(dir);
    for (const name of ["images", "logs", "samples"]) {
      expect(statSync(path.join(dir, name)).mode & 0o077).toBe(0);
    }
    const secret = keptSecret(dir, "auth-secret");
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(keptSecret(dir, "auth-secret")).toBe(secret);
    expect(statSync(path.join(dir, "auth-secret")).mode & 0o077).toBe(0);
  });

  test("left behind by a start that died can be taken", () => {
    const dir = folder("taken");
    writeFileSync(path.join(dir, "start.pid"), "1");
    const giveBack = takeDataDir(dir);
    expect(readFileSync(path.join(dir, "start.pid"), "utf8")).toBe(String(process.pid));
    giveBack();
  });
});

test("a build is fresh until a source is newer, tests and generated code aside", () => {
  const root = folder("project");
  for (const name of ["app", ".next", "lib/generated"])
    mkdirSync(path.join(root, name), { recursive: true });
  const write = (name: string, seconds: number): void => {
    writeFileSync(path.join(root, name), "x");
    utimesSync(path.join(root, name), seconds, seconds);
  };
  write("app/page.tsx", 100);
  expect(buildIsFresh(root)).toBe(false);
  write(".next/BUILD_ID", 200);
  expect(buildIsFresh(root)).toBe(true);
  write("app/page.test.ts", 300);
  write("lib/generated/client.ts", 300);
  expect(buildIsFresh(root)).toBe(true);
  write("app/page.tsx", 300);
  expect(buildIsFresh(root)).toBe(false);
});

test("a child that is killed lives again, and stop() ends it for good", async () => {
  const dir = folder("child");
  const file = path.join(dir, "lives");
  const script = `require("node:fs").appendFileSync(${JSON.stringify(file)}, "x"); setInterval(() => {}, 1000);`;
  let buried = 0;
  const child = supervise({
    name: "child",
    args: ["-e", script],
    cwd: dir,
    env: process.env,
    logFile: path.join(dir, "log"),
    onDeath: async () => {
      buried += 1;
    },
  });
  const lives = (): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const until = async (count: number) => {
    for (let n = 0; n < 100 && lives() < count; n += 1) await sleep(100);
    expect(lives()).toBe(count);
  };
  await until(1);
  const pid = child.pid();
  if (pid !== null) process.kill(pid, "SIGKILL");
  await until(2);
  expect(buried).toBe(1);
  await child.stop();
  expect(child.pid()).toBeNull();
  await sleep(1_500);
  expect(lives()).toBe(2);
});
