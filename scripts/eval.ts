import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { openCache } from "@/scripts/eval/cache";
import { fail } from "@/scripts/eval/fail";
import { openBench } from "@/scripts/eval/model";
import { progressTo } from "@/scripts/eval/progress";
import { readSets } from "@/scripts/eval/rows";
import { PART_NAMES, runTasks, TASK_NAMES, type TaskName } from "@/scripts/eval/run";
import { tableOf } from "@/scripts/eval/table";

const HELP = `npm run eval -- --data DIR [--data DIR] [--split val] [--task all|NAME[,NAME]] [--limit N] [--out FILE] [--said FILE] [--fresh]

Measures the model's exported files through the code that the app runs. DIR holds sets of the row
form, each with SPLIT.jsonl and images.tar; it may be a set itself. Tasks: ${TASK_NAMES.join(", ")};
head, the encoder alone, is part of diagnosis and can be named for itself; so can grounding-text,
boxes that the model writes as numbers, which is part of grounding; and other-talks, part of talks.
--limit takes N rows of each set, always the same. --fresh forgets what earlier runs measured.
--said takes the label of each picture as the language model names it (diagnosis), for evlf_train compare.
DATA_DIR (.data) keeps predictions, so that an interrupted run goes on where it was.`;

function tasksOf(given: string): TaskName[] {
  if (given === "all") return [...TASK_NAMES];
  return given.split(",").map((name) => {
    const task = [...TASK_NAMES, ...PART_NAMES].find((one) => one === name);
    if (task === undefined)
      throw new Error(`There is no task "${name}". Tasks: ${TASK_NAMES.join(", ")}.`);
    return task;
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string", multiple: true },
      split: { type: "string", default: "val" },
      task: { type: "string", default: "all" },
      limit: { type: "string" },
      out: { type: "string" },
      said: { type: "string" },
      fresh: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help || values.data === undefined) {
    console.log(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const limit = values.limit === undefined ? null : Number(values.limit);
  if (limit !== null && !(Number.isInteger(limit) && limit > 0)) {
    throw new Error(`--limit takes a whole number above 0, not "${values.limit}".`);
  }
  const names = tasksOf(values.task);
  const sets = readSets(values.data, values.split, limit);
  if (sets.length === 0) throw new Error(`No set with a ${values.split}.jsonl in ${values.data}.`);
  const started = performance.now();
  const bench = await openBench(process.env.EVLF_MODEL_DIR);
  const folder = path.join(process.env.DATA_DIR || ".data", ".cache", "eval");
  const cache = openCache(folder, bench.sha256.slice(0, 16), values.fresh);
  const progress = progressTo(process.stderr);
  if (cache.size > 0) progress.say(`${cache.size} predictions kept from before`);
  const { name, version } = bench.evlf.card;
  const { said, ...report } = {
    said: undefined as unknown,
    model: { name, version, sha256: bench.sha256 },
    data: { split: values.split, sets: sets.map((set) => set.name) },
    ...(await runTasks(names, { bench, sets, split: values.split, cache }, progress)),
  };
  bench.ticket.release();
  console.log(tableOf(report));
  console.log(`\n${sets.length} sets, ${Math.round((performance.now() - started) / 1000)} s`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
  if (values.said !== undefined) writeFileSync(values.said, `${JSON.stringify(said ?? {})}\n`);
}

main().catch(fail);
