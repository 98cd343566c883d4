import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const API = "app/api";
const METHODS = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS";

/** Exported handlers of a route's source that are not made by the guard. */
function unguarded(source: string): string[] {
  const exported = new RegExp(
    String.raw`export\s+(?:async\s+)?(?:(?:const|let|var|function)\s+(${METHODS})\b([^;]{0,40})|\{([^}]*)\}|const\s+\{([^}]*)\}|\*)`,
    "g",
  );
  const bad: string[] = [];
  for (const [whole, name, rest, list, destructured] of source.matchAll(exported)) {
    if (name !== undefined && !/^\s*=\s*guard\(/.test(rest ?? "")) bad.push(name);
    const names = list ?? destructured;
    if (names !== undefined && new RegExp(String.raw`\b(${METHODS})\b`).test(names))
      bad.push(whole);
    if (whole.endsWith("*")) bad.push(whole);
  }
  return bad;
}

const routes = readdirSync(API, { recursive: true, encoding: "utf8" })
  .filter((file) => /route\.tsx?$/.test(file))
  .map((file) => path.join(API, file));

describe("every route handler", () => {
  test.each(routes)("%s goes through the guard", (file) => {
    const source = readFileSync(file, "utf8");
    expect(source).toContain('from "@/lib/server/guard"');
    expect(unguarded(source)).toEqual([]);
  });

  test("is found by this test: there are some", () => {
    expect(routes.length).toBeGreaterThan(15);
  });

  test.each([
    "export async function GET() {}",
    "export const POST = async () => new Response();",
    "export const { GET, POST } = handlers;",
    'export { GET } from "./x";',
    'export * from "./x";',
    "export const GET = other(guard(x));",
  ])("written as `%s` would be caught", (source) => {
    expect(unguarded(source)).not.toEqual([]);
  });
});
