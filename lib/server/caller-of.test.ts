import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function addressOf(forwarded: string, proxies = "0"): Promise<string> {
  vi.stubEnv("TRUSTED_PROXIES", proxies);
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1/none");
  vi.stubEnv("AUTH_SECRET", "a secret of this test alone, 32 characters");
  vi.resetModules();
  const { callerOf } = await import("./caller-of");
  return callerOf(new Headers({ "x-forwarded-for": forwarded })).address;
}

it("one caller has one address, however the socket writes it", async () => {
  expect(await addressOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(await addressOf("203.0.113.7")).toBe("203.0.113.7");
  expect(await addressOf("2001:db8::7")).toBe("2001:db8::7");
});

it("behind a proxy only what the proxy wrote counts, and no text becomes an address", async () => {
  expect(await addressOf("198.51.100.1, 203.0.113.7", "1")).toBe("203.0.113.7");
  expect(await addressOf("198.51.100.1, 203.0.113.7, 10.0.0.1", "2")).toBe("203.0.113.7");
  expect(await addressOf("<script>")).toBe("unknown");
});
