import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/**
 * Unit tests. Node by default; a client test asks for a browser's document by a first line
 * `// @vitest-environment jsdom`. Server-only modules load through the `react-server` condition,
 * which client tests must not have: React itself answers differently under it.
 */
const alias = { "@": fileURLToPath(new URL(".", import.meta.url)) };
const serverConditions = ["react-server", "module", "node"];
const exclude = ["**/node_modules/**", "**/.next/**", "tests/e2e/**"];

export default defineConfig({
  test: {
    reporters: ["default"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias, conditions: serverConditions },
        ssr: { resolve: { conditions: serverConditions, externalConditions: ["react-server"] } },
        test: {
          name: "node",
          environment: "node",
          testTimeout: 30_000,
          include: [
            "lib/**/*.test.ts",
            "scripts/**/*.test.ts",
            "app/**/*.test.ts",
            "tests/**/*.test.ts",
          ],
          exclude: [...exclude, "lib/client/**"],
          execArgv: ["--conditions=react-server"],
        },
      },
      {
        resolve: { alias },
        oxc: { jsx: { runtime: "automatic" } },
        test: {
          name: "client",
          environment: "node",
          testTimeout: 30_000,
          include: ["lib/client/**/*.test.{ts,tsx}", "app/**/*.test.tsx"],
          exclude,
        },
      },
    ],
  },
});
