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

  test.each([
    [{ GUEST_TURNS: "-1" }, "GUEST_TURNS"],
    [{ GUEST_TURNS_PER_ADDRESS: "many" }, "GUEST_TURNS_PER_ADDRESS"],
    [{ OIDC_ISSUER: "login.example.org" }, "OIDC_ISSUER"],
    [{ OIDC_ISSUER: "http://login.example.org" }, "OIDC_ISSUER"],
    [{ OIDC_ISSUER: "https://login.example.org" }, "OIDC_CLIENT_ID"],
    [{ OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "y" }, "OIDC_ISSUER"],
  ])("%o stops the start with the name %s", (source, name) => {
    expect(() => parseSettings(source)).toThrow(`The setting ${name} is`);
  });

  test.each(["https://login.example.org/realms/x", "http://127.0.0.1:4000", "http://localhost"])(
    "take %s for a provider",
    (OIDC_ISSUER) => {
      const rest = { OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "y" };
      expect(parseSettings({ OIDC_ISSUER, ...rest })).toMatchObject({ OIDC_ISSUER, ...rest });
    },
  );

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
