import { closeDb } from "@/lib/server/db";
import { workTurns } from "@/lib/server/turns/work-turns";
import { converseAt } from "./turns";

/** A worker as scripts/worker.ts runs it, with a model that writes sixty words: a process to be killed. */
const [name = "", ms = "20", graceMs = "0"] = process.argv.slice(2);
const working = await workTurns({
  name,
  concurrency: 2,
  converse: converseAt(Number(ms)),
  model: { name: "words", version: "1" },
});
process.on("SIGTERM", () => {
  void working
    .stop(Number(graceMs))
    .then(closeDb)
    .finally(() => process.exit(0));
});
process.send?.("ready");
