import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseSettings } from "@/lib/server/env";
import { withDatabase } from "@/tests/server/database";
import {
  checkData,
  checkDisk,
  checkMemory,
  checkModel,
  checkNode,
  checkWeb,
  examine,
} from "./checks";

withDatabase();

const root = path.resolve(import.meta.dirname, "../..");
const settings = (more: Record<string, string> = {}) =>
  parseSettings({ DATA_DIR: "/nowhere", ...more });

describe("the doctor", () => {
  test("finds a Node that is too old, and none too new", () => {
    expect(checkNode("20.19.0").state).toBe("ill");
    expect(checkNode("22.9.0").state).toBe("ill");
    expect(checkNode("22.12.0").state).toBe("well");
    expect(checkNode("24.1.0").state).toBe("well");
  });

  test("finds too little memory", () => {
    expect(checkMemory(5e8, 4e8).state).toBe("ill");
    expect(checkMemory(8e9, 1e9).state).toBe("note");
    expect(checkMemory(8e9, 6e9).state).toBe("well");
  });

  test("finds a folder that is not there yet writable where its parent is", () => {
    expect(checkDisk(path.join(tmpdir(), "not", "there")).state).not.toBe("ill");
    expect(checkDisk("/proc/not-there").state).toBe("ill");
  });

  test("finds a model file that was changed by one byte", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "evlf-model-"));
    const model = path.join(folder, "model");
    mkdirSync(model);
    cpSync(path.join(root, "models/evlf-mini"), model, { recursive: true });
    expect((await checkModel(settings({ EVLF_MODEL_DIR: model }))).state).toBe("well");
    const card = path.join(model, "model.json");
    const { files } = JSON.parse((await import("node:fs")).readFileSync(card, "utf8"));
    const file = path.join(model, files.tokenizerConfig.path);
    chmodSync(file, 0o600);
    const bytes = (await import("node:fs")).readFileSync(file);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const finding = await checkModel(settings({ EVLF_MODEL_DIR: model }));
    rmSync(folder, { recursive: true });
    expect(finding).toMatchObject({ state: "ill" });
    expect(finding.words).toContain(files.tokenizerConfig.path);
  });

  test("tells what a database holds, and that none answers", async () => {
    const here = settings({ DATABASE_URL: process.env.DATABASE_URL ?? "" });
    const states = (await checkData(root, here)).map(({ what, state }) => `${what} ${state}`);
    expect(states).toEqual(["database well", "tables well", "workers note"]);
    const nowhere = settings({ DATABASE_URL: "postgres://app:secret@127.0.0.1:9/none" });
    const [finding] = await checkData(root, nowhere);
    expect(finding?.state).toBe("ill");
    expect(finding?.words).not.toContain("secret");
  });

  test("finds another program on the port", async () => {
    const server = createServer((_, response) => response.end("hello")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    expect((await checkWeb(settings({ PORT: String(port) }))).state).toBe("ill");
    await new Promise((resolve) => server.close(resolve));
    expect((await checkWeb(settings({ PORT: String(port) }))).state).toBe("note");
  });

  test("names a setting that cannot be read", async () => {
    const findings = await examine(root, { PORT: "eighty" } as unknown as NodeJS.ProcessEnv);
    expect(findings.at(-1)).toMatchObject({ state: "ill", what: "settings" });
    expect(findings.at(-1)?.words).toContain("PORT");
  });
});
