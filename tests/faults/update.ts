import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { migrate } from "@/scripts/start/schema-engine";
import type { Faults } from "./faults";
import { twoAsk, twoAskers } from "./kills";

/** What a next version may ask of the tables that answers are written to and read from meanwhile. */
const NEXT = `
ALTER TABLE "turn" ADD COLUMN "next_version" TEXT;
ALTER TABLE "turn_event" ADD COLUMN "next_version" TEXT;
ALTER TABLE "message" ADD COLUMN "next_version" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "turn_event_next_version" ON "turn_event" ("turn_id", "next_version");
`;

/** A root whose migrations are those of this version and one more. */
function nextRoot(root: string, dataDir: string): string {
  const next = path.join(dataDir, "next-version");
  cpSync(path.join(root, "prisma"), path.join(next, "prisma"), { recursive: true });
  const folder = path.join(next, "prisma/migrations/99991231235959_next_version");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), NEXT);
  return next;
}

/**
 * An update while people ask and read: the next version's migration is applied, then every worker and
 * every web server is asked to end, one after another, and starts again.
 */
export async function updateAll(faults: Faults, root: string): Promise<void> {
  const { cluster, tally } = faults;
  const askers = await twoAskers(faults);
  await twoAsk(faults, askers, async () => {
    const next = nextRoot(root, cluster.dataDir);
    const applied = await migrate(next, cluster.database.url);
    if (applied.length !== 1) throw new Error(`${applied.length} migrations applied, not 1`);
    tally.migrations += 1;
  });
  for (const running of [...cluster.workers, ...cluster.webs]) {
    await twoAsk(faults, askers, async () => {
      if (running.kill("SIGTERM")) tally.renewed += 1;
    });
  }
}
