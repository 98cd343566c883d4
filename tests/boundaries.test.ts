import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");
const checker = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

/** A clean miniature of the rooms; the contracts and the geometry are the real ones. */
const clean: Record<string, string> = {
  "lib/client/clean.ts":
    'import { boxSchema } from "@/lib/contracts/tools";\nexport const c = boxSchema;\n',
  "lib/knowledge/clean.ts": "export const card = 1;\n",
  "lib/vlm/provider.ts": 'import { inner } from "@/lib/vlm/evlf/inner";\nexport const p = inner;\n',
  "lib/vlm/evlf/inner.ts":
    'import { card } from "@/lib/knowledge/clean";\nexport const inner = card;\n',
  "lib/server/guard.ts":
    'import "server-only";\nimport { p } from "@/lib/vlm/provider";\nexport const g = p;\n',
  "app/api/clean/route.ts":
    'import { g } from "@/lib/server/guard";\nexport const GET = () => g;\n',
};

let scratch = "";

function write(path: string, text: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), text);
}

/** Runs the checker over the scratch folder as `npm run lint` does, with the report wanted. */
function cruise(reporter: "json" | "err"): { status: number; stdout: string } {
  const args = [checker, "--config", ".dependency-cruiser.cjs", "--output-type", reporter];
  const done = spawnSync(process.execPath, [...args, "app", "lib"], {
    cwd: scratch,
    encoding: "utf8",
  });
  expect(done.stderr).toBe("");
  return { status: done.status ?? -1, stdout: done.stdout };
}

/** The names of the broken rules. */
function brokenRules(): string[] {
  const { summary } = JSON.parse(cruise("json").stdout) as {
    summary: { violations: { rule: { name: string } }[]; totalDependenciesCruised: number };
  };
  expect(summary.totalDependenciesCruised).toBeGreaterThan(8);
  return [...new Set(summary.violations.map((violation) => violation.rule.name))].sort();
}

function withPlanted(files: Record<string, string>, check: () => void): void {
  for (const [path, text] of Object.entries(files)) write(path, text);
  try {
    check();
  } finally {
    for (const path of Object.keys(files)) rmSync(join(scratch, path));
  }
}

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "boundaries-"));
  for (const path of [".dependency-cruiser.cjs", "tests/resolve.cjs", "package.json"]) {
    cpSync(join(root, path), join(scratch, path));
  }
  cpSync(join(root, "lib/contracts"), join(scratch, "lib/contracts"), { recursive: true });
  cpSync(join(root, "lib/geometry"), join(scratch, "lib/geometry"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"));
  for (const [path, text] of Object.entries(clean)) write(path, text);
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const planted: [name: string, rule: string, files: Record<string, string>][] = [
  [
    "the browser's code importing the server",
    "client-room",
    { "lib/client/x.ts": 'import { g } from "@/lib/server/guard";\nexport const x = g;\n' },
  ],
  [
    "the same by a relative path",
    "client-room",
    { "lib/client/x.ts": 'import { g } from "../server/guard";\nexport const x = g;\n' },
  ],
  [
    "a type-only import of the model by the browser's code",
    "client-room",
    {
      "lib/client/x.ts":
        'import type { p } from "@/lib/vlm/provider";\nexport type X = typeof p;\n',
    },
  ],
  [
    "a dynamic import of the server by the browser's code",
    "client-room",
    { "lib/client/x.ts": 'export const x = () => import("@/lib/server/guard");\n' },
  ],
  [
    "a re-export of the server by the browser's code",
    "client-room",
    { "lib/client/x.tsx": 'export { g } from "@/lib/server/guard";\n' },
  ],
  [
    "the server entering the model past its doors",
    "server-to-model-door",
    {
      "lib/server/x.ts": 'import { inner } from "@/lib/vlm/evlf/inner";\nexport const x = inner;\n',
    },
  ],
  [
    "a page importing the model",
    "app-room",
    { "app/page.tsx": 'import { p } from "@/lib/vlm/provider";\nexport default () => p;\n' },
  ],
  [
    "the model importing the server",
    "vlm-room",
    { "lib/vlm/x.ts": 'import { g } from "@/lib/server/guard";\nexport const x = g;\n' },
  ],
  [
    "the model importing React",
    "model-without-web",
    { "lib/vlm/x.ts": 'import { useState } from "react";\nexport const x = useState;\n' },
  ],
  [
    "geometry importing a Node module",
    "geometry-is-pure",
    { "lib/geometry/x.ts": 'import { join } from "node:path";\nexport const x = join;\n' },
  ],
  [
    "geometry importing a package",
    "geometry-is-pure",
    { "lib/geometry/x.ts": 'import { z } from "zod";\nexport const x = z;\n' },
  ],
  [
    "the browser's code using a Node module",
    "browser-without-node",
    { "lib/client/x.ts": 'import { join } from "node:path";\nexport const x = join;\n' },
  ],
  [
    "a circle",
    "no-circle",
    {
      "lib/vlm/a.ts": 'import { b } from "@/lib/vlm/b";\nexport const a = () => b;\n',
      "lib/vlm/b.ts": 'import { a } from "@/lib/vlm/a";\nexport const b = () => a;\n',
    },
  ],
  [
    "a circle of types alone",
    "no-circle",
    {
      "lib/vlm/a.ts": 'import type { B } from "./b";\nexport type A = { b: B };\n',
      "lib/vlm/b.ts": 'import type { A } from "./a";\nexport type B = { a: A };\n',
    },
  ],
  [
    "a route handler that goes round the guard",
    "routes-through-guard",
    { "app/api/x/route.ts": "export const GET = () => new Response();\n" },
  ],
  [
    "a package that package.json does not name",
    "declared-packages-only",
    { "lib/vlm/x.ts": 'import acorn from "acorn";\nexport const x = acorn;\n' },
  ],
  [
    "a development package in the product",
    "no-dev-package-in-product",
    { "lib/vlm/x.ts": 'import fc from "fast-check";\nexport const x = fc;\n' },
  ],
  [
    "an import that leads nowhere",
    "no-unresolved",
    { "lib/vlm/x.ts": 'import { y } from "@/lib/vlm/nowhere";\nexport const x = y;\n' },
  ],
];

describe("the boundary checker", () => {
  it("passes the clean miniature", () => {
    expect(brokenRules()).toEqual([]);
    expect(cruise("err").status).toBe(0);
  });

  it.each(planted)("catches %s", (_name, rule, files) => {
    withPlanted(files, () => expect(brokenRules()).toContain(rule));
  });

  it("fails the command when a rule is broken", () => {
    const first = planted[0];
    if (!first) throw new Error("nothing planted");
    withPlanted(first[2], () => expect(cruise("err").status).toBeGreaterThan(0));
  });
});
