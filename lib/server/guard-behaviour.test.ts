import type { NextRequest } from "next/server";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "./errors";
import { guard } from "./guard";

// Auth.js loads only inside Next. Who the caller is, the browser tests check in the running app.
vi.mock("./users/current-user", () => ({ currentUser: async () => null }));
vi.mock("./users/guest", () => ({ makeGuest: () => Promise.reject(new Error("not here")) }));

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    AUTH_SECRET: "a secret that only this test file uses",
    LOG_LEVEL: "error",
  });
});

const HOST = "evlf.example";
const context = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const limit = { max: 1000, windowMs: 60_000, name: "test" };

function request(method: string, init: { headers?: Record<string, string>; body?: string } = {}) {
  const { headers = {}, body = null } = init;
  const plain = new Request(`http://${HOST}/api/x?n=3`, {
    method,
    headers: { host: HOST, ...headers },
    ...(method === "GET" ? {} : { body }),
  });
  // The guard uses only what NextRequest has from Request.
  return plain as NextRequest;
}

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe("the guard", () => {
  const echo = guard(
    {
      user: "none",
      limit,
      params: z.object({ id: z.string().min(2) }),
      query: z.object({ n: z.coerce.number() }),
      body: z.object({ word: z.string().max(5, { message: "At most five letters." }) }),
    },
    async ({ params, query, body }) => ({ ...params, ...query, ...body }),
  );

  test("hands the handler what was parsed", async () => {
    const response = await echo(
      request("POST", { body: '{"word":"lung"}' }),
      context({ id: "ab" }),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: "ab", n: 3, word: "lung" });
  });

  test.each([
    ["a bad address", '{"word":"lung"}', "a"],
    ["a bad body", '{"word":"too long"}', "ab"],
    ["no JSON", "{", "ab"],
  ])("answers %s with 400 before the handler runs", async (_, body, id) => {
    const response = await echo(request("POST", { body }), context({ id }));
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe("bad-input");
  });

  test("says what is wrong in the schema's own sentence", async () => {
    const response = await echo(
      request("POST", { body: '{"word":"too long"}' }),
      context({ id: "ab" }),
    );
    expect(await response.json()).toMatchObject({ error: { message: "At most five letters." } });
  });

  test("refuses a body over 64 kB", async () => {
    const body = JSON.stringify({ word: "x".repeat(70_000) });
    const response = await echo(request("POST", { body }), context({ id: "ab" }));
    expect(response.status).toBe(413);
  });

  test.each([
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ origin: `http://${HOST}`, "sec-fetch-site": "same-origin" }, 200],
    [{}, 200],
  ])("answers a change sent with %o with %i", async (headers, status) => {
    const sent = request("POST", {
      body: '{"word":"a"}',
      headers: headers as Record<string, string>,
    });
    expect((await echo(sent, context({ id: "ab" }))).status).toBe(status);
  });

  test("asks who it is where that is required", async () => {
    const closed = guard({ user: "required", limit }, async () => "never");
    const response = await closed(request("GET"), context());
    expect(response.status).toBe(401);
    expect(await codeOf(response)).toBe("unauthenticated");
  });

  test("counts, and says when to come back", async () => {
    const rare = guard(
      { user: "none", limit: { max: 2, windowMs: 60_000, name: "rare" } },
      async () => "ok",
    );
    const from = (address: string) =>
      rare(request("GET", { headers: { "x-forwarded-for": address } }), context());
    expect((await from("10.0.0.1")).status).toBe(200);
    expect((await from("10.0.0.1")).status).toBe(200);
    const third = await from("10.0.0.1");
    expect(third.status).toBe(429);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await from("10.0.0.2")).status).toBe(200);
  });

  test("turns an error of ours into its code and sentence", async () => {
    const failing = guard({ user: "none", limit }, async () => {
      throw new AppError("not-found", "There is no such chat.");
    });
    const response = await failing(request("GET"), context());
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: { code: "not-found", message: "There is no such chat." },
    });
  });

  test("keeps the text of any other error to itself", async () => {
    const failing = guard({ user: "none", limit }, async () => {
      throw new Error("select * from secrets");
    });
    const response = await failing(request("GET"), context());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secrets");
  });
});
