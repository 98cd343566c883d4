import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseSettings } from "./env";

describe("the settings", () => {
  test("have a value for everything when nothing is set", () => {
    expect(parseSettings({})).toMatchObject({
      PORT: 3000,
      DATA_DIR: path.resolve(".data"),
      TURN_CONCURRENCY: 8,
      LOG_LEVEL: "info",
    });
  });

  test("count an empty string as missing", () => {
    const empty = { PORT: "", DATA_DIR: "", DATABASE_URL: "", AUTH_SECRET: "", LOG_LEVEL: "" };
    expect(parseSettings(empty)).toEqual(parseSettings({}));
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["DATABASE_URL", "mysql://db"],
    ["AUTH_SECRET", "short"],
    ["TURN_CONCURRENCY", "0"],
    ["EVLF_DEVICE", "abacus"],
    ["LOG_LEVEL", "loud"],
  ])("name %s when it is bad", (name, value) => {
    expect(() => parseSettings({ [name]: value })).toThrow(`The setting ${name} is`);
  });

  test("don't repeat a secret in the sentence about it", () => {
    expect(() => parseSettings({ AUTH_SECRET: "hunter2" })).toThrow(/^(?!.*hunter2)/);
    expect(() => parseSettings({ DATABASE_URL: "mysql://me:hunter2@db/x" })).toThrow(
      /^(?!.*hunter2)/,
    );
  });

  test("in .env.example work unedited", async () => {
    const { readFileSync } = await import("node:fs");
    const lines = readFileSync(".env.example", "utf8").split("\n");
    const pairs = lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split("=", 2));
    expect(pairs.length).toBeGreaterThan(4);
    expect(parseSettings(Object.fromEntries(pairs))).toEqual(parseSettings({}));
  });
});
