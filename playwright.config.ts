import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { freeLoopbackPort } from "@/scripts/start/ports";
import { findChromium } from "@/scripts/test/chromium";

/**
 * Browser tests against the real thing: `npm start` on a free port, a fresh database, the model
 * that ships. E2E_BASE_URL points them at an app that already runs (then nothing is started).
 */
const running = process.env.E2E_BASE_URL;

// Playwright reads this file again in every worker, which inherits what the first reading chose.
if (!running && !process.env.E2E_PORT) {
  const dataDir = mkdtempSync(join(tmpdir(), "evlf-e2e-"));
  // The embedded database runs as another user when root starts it: let that user pass through.
  chmodSync(dataDir, 0o755);
  process.env.E2E_PORT = String(await freeLoopbackPort());
  process.env.E2E_OIDC_PORT = String(await freeLoopbackPort());
  process.env.E2E_DATA_DIR = dataDir;
  if (!process.env.E2E_KEEP_DATA) {
    process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));
  }
}

const port = process.env.E2E_PORT ?? "";
const baseURL = running ?? `http://127.0.0.1:${port}`;
const chromium = findChromium();
const patience = Number(process.env.E2E_PATIENCE ?? "1");

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 120_000 * patience,
  expect: { timeout: 20_000 * patience },
  reporter: "list",
  use: {
    baseURL,
    browserName: "chromium",
    locale: "en-GB",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  ...(running
    ? {}
    : {
        webServer: {
          command: "npm start",
          url: `${baseURL}/api/health`,
          timeout: 240_000,
          stdout: "pipe" as const,
          stderr: "pipe" as const,
          gracefulShutdown: { signal: "SIGTERM" as const, timeout: 20_000 },
          env: {
            PORT: port,
            DATA_DIR: process.env.E2E_DATA_DIR ?? "",
            // oidc.spec.ts starts it; guests.spec.ts sets a guest's day.
            OIDC_ISSUER: `http://localhost:${process.env.E2E_OIDC_PORT}`,
            OIDC_CLIENT_ID: "evlf",
            OIDC_CLIENT_SECRET: "a secret that only the browser tests use",
            GUEST_TURNS: "100000",
            GUEST_TURNS_PER_ADDRESS: "100000",
          },
        },
      }),
});
