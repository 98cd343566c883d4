import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { prepareDataDir } from "@/scripts/start/data-dir";
import { generateClient } from "@/scripts/start/generate-client";
import { type EmbeddedPostgres, startPostgres } from "@/scripts/start/postgres";
import { migrate } from "@/scripts/start/schema-engine";

/**
 * Gives a test file a real PostgreSQL with the app's tables and queue, and a DATA_DIR, both of its
 * own and gone afterwards. Modules of lib/server that touch them are imported inside tests.
 */
export function withDatabase(): void {
  const root = path.resolve(import.meta.dirname, "../..");
  let dataDir = "";
  let server: EmbeddedPostgres | null = null;
  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), "evlf-unit-"));
    chmodSync(dataDir, 0o711);
    prepareDataDir(dataDir);
    generateClient(root);
    server = await startPostgres(root, dataDir);
    Object.assign(process.env, {
      DATABASE_URL: server.url,
      DATA_DIR: dataDir,
      AUTH_SECRET: "a secret that only this test file uses",
      LOG_LEVEL: "error",
    });
    await migrate(root, server.url);
    const { installQueue } = await import("@/lib/server/turns/queue");
    await installQueue();
  }, 90_000);
  afterAll(async () => {
    const [{ closeQueue }, { closeListener }, { closeDb }] = await Promise.all([
      import("@/lib/server/turns/queue"),
      import("@/lib/server/turns/listener"),
      import("@/lib/server/db"),
    ]);
    await Promise.allSettled([closeQueue(), closeListener(), closeDb()]);
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }, 30_000);
}
