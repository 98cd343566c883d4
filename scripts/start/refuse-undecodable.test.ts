import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";

let base = { hostname: "127.0.0.1", port: 0 };
let server: http.Server;

beforeAll(async () => {
  // Loading it is what `--import` does.
  const preload = "./peer-address.mjs";
  await import(preload);
  server = http.createServer((request, response) => response.end(`reached ${request.url}`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = { ...base, port: (server.address() as AddressInfo).port };
});
afterAll(() => server.close());

const get = (path: string) =>
  new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    http
      .get({ ...base, path }, (response) => {
        let text = "";
        response.on("data", (piece) => {
          text += piece;
        });
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            type: String(response.headers["content-type"]),
            text,
          }),
        );
      })
      .on("error", reject);
  });

test.each(["/chat/%", "/chat/%E0%A4%A", "/cards/%c0%ae%c0%ae%c0%af", "/%ff?x=1"])(
  "the address %s is answered 400 in words",
  async (path) => {
    const { status, type, text } = await get(path);
    expect(status).toBe(400);
    expect(type).toMatch(/^text\/plain/);
    expect(text).toContain("This address can't be read");
  },
);

test("an address of the interface is answered 400 with a code", async () => {
  const { status, text } = await get("/api/cards/%E0%A4%A");
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({ error: { code: "bad-input" } });
});

test.each(["/", "/chat/%41", "/cards/%E2%82%AC", "/chat/x?q=%", "/a%2fb"])(
  "the address %s passes",
  async (path) => {
    expect((await get(path)).text).toBe(`reached ${path}`);
  },
);
