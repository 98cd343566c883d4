import { parseArgs } from "node:util";
import type { Corners, Size } from "@/lib/geometry/box";
import { boxToPixels } from "@/lib/geometry/pixels";
import { findBorder } from "@/lib/vlm/image/border/find-border";
import { findWords } from "@/lib/vlm/image/words/find-words";
import type { Pixels } from "@/lib/vlm/image/words/text-map";
import { openWordModels, type WordModels } from "@/lib/vlm/image/words/word-models";
import { fail } from "@/scripts/eval/fail";
import { type Progress, progressTo } from "@/scripts/eval/progress";
import { generator, seedOf } from "@/scripts/eval/random";
import { type Base, drawnBases, setBases } from "@/scripts/eval/words/bases";
import { frame } from "@/scripts/eval/words/frames";
import { covered, judgeTrim, share } from "@/scripts/eval/words/score";
import { type Written, writeOn } from "@/scripts/eval/words/write-on";

const HELP = `npm run eval:words -- [--count 112] [--data DIR] [--split val] [--limit 10] [--show]

How often writing on a picture is found, and how often a viewer's border is trimmed rightly. Draws
pictures without a letter, writes names and numbers on them and puts windows and pages around them,
always the same ones. --data adds pictures of sets in the row form, which are read only; writing
that was on them before counts as a false alarm. --show names the pictures that went wrong.`;

/** A written line counts as found from this share of its ink on, as hidden whole from that. */
const FOUND = 0.5;
const HIDDEN = 0.99;

type Counts = Map<string, { good: number; of: number }>;
type Line = Written & { group: string; part: number };
type Tally = {
  lines: Line[];
  alarms: Counts;
  trims: Counts;
  bareTrims: Counts;
  seconds: number[];
  wrong: string[];
};

function count(counts: Counts, key: string, good: boolean): void {
  const kept = counts.get(key) ?? { good: 0, of: 0 };
  counts.set(key, { good: kept.good + (good ? 1 : 0), of: kept.of + 1 });
}

async function boxesOn(models: WordModels, pixels: Pixels, seconds: number[]): Promise<Corners[]> {
  const began = performance.now();
  const { boxes } = await findWords(models, pixels);
  seconds.push((performance.now() - began) / 1000);
  const size: Size = { width: pixels.width, height: pixels.height };
  return boxes.map((box) => boxToPixels(box, size));
}

async function look(models: WordModels, base: Base, tally: Tally): Promise<void> {
  const { group, name } = base;
  const bare = await base.open();
  const chance = generator(seedOf(`written on ${name}`));
  const alarms = await boxesOn(models, bare, tally.seconds);
  count(tally.alarms, group, alarms.length > 0);
  if (alarms.length > 0) tally.wrong.push(`${name}: writing where none was put`);
  const { pixels, written } = await writeOn(bare, chance);
  const found = await boxesOn(models, pixels, tally.seconds);
  for (const line of written) {
    const part = covered(line.ink, pixels.width, found);
    tally.lines.push({ ...line, group, part });
    if (part < FOUND) {
      tally.wrong.push(
        `${name}: missed ${line.font} ${line.height} px, contrast ${Math.round(line.contrast)}, ${line.place}`,
      );
    }
  }
  const bareTrim = findBorder(bare);
  count(tally.bareTrims, group, bareTrim !== null);
  if (bareTrim !== null) tally.wrong.push(`${name}: trimmed bare ${JSON.stringify(bareTrim)}`);
  const framed = await frame(bare, chance);
  // A border that the bare picture had is no mistake of the frame's trim.
  if (bareTrim !== null) return;
  const slack = framed.kind.includes("JPEG") ? 9 : 2;
  const verdict = judgeTrim(findBorder(framed.pixels), framed.trim, slack);
  for (const each of ["all", "part", "none", "too much"]) {
    count(tally.trims, `${framed.kind}|${each}`, each === verdict);
  }
  if (verdict !== "all") tally.wrong.push(`${name}: ${framed.kind}, trimmed ${verdict}`);
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function sayLines(lines: Line[]): void {
  const row = (title: string, some: Line[]) =>
    say(
      `  ${title.padEnd(24)} found ${share(some.filter(({ part }) => part >= FOUND).length, some.length)}, hidden whole ${share(some.filter(({ part }) => part >= HIDDEN).length, some.length)}`,
    );
  const by = (title: string, key: (line: Line) => string) => {
    say(title);
    const keys = [...new Set(lines.map(key))].sort();
    for (const each of keys)
      row(
        each,
        lines.filter((line) => key(line) === each),
      );
  };
  say("Written lines");
  row("all", lines);
  by("by place", (line) => line.place);
  by("by height of a capital", ({ height }) => `${String(height).padStart(2)} px`);
  by("by contrast", ({ contrast }) =>
    contrast < 75 ? "a: under 75" : contrast < 150 ? "b: 75 to 149" : "c: 150 and over",
  );
  by("by letters", (line) => line.font);
  by("by picture", (line) => line.group);
}

function sayCounts(title: string, counts: Counts): void {
  say(title);
  for (const [key, { good, of }] of [...counts].sort())
    say(`  ${key.padEnd(24)} ${share(good, of)}`);
  const all = [...counts.values()];
  const total = (what: "good" | "of") => all.reduce((sum, each) => sum + each[what], 0);
  say(`  ${"all".padEnd(24)} ${share(total("good"), total("of"))}`);
}

function report(tally: Tally): void {
  sayLines(tally.lines);
  sayCounts("Pictures without writing on which some was found", tally.alarms);
  const kinds = [...new Set([...tally.trims.keys()].map((key) => key.split("|")[0] ?? ""))].sort();
  say("Borders put around, trimmed");
  for (const kind of kinds) {
    const at = (verdict: string) => tally.trims.get(`${kind}|${verdict}`) ?? { good: 0, of: 0 };
    const words = ["all", "part", "none", "too much"].map((each) => `${each} ${at(each).good}`);
    say(`  ${kind.padEnd(24)} ${words.join(", ")} (n = ${at("all").of})`);
  }
  sayCounts("Pictures without a border that were trimmed", tally.bareTrims);
  const sorted = tally.seconds.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(2);
  say(`Seconds a picture, one thread: median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "112" },
      data: { type: "string", multiple: true, default: [] },
      split: { type: "string", default: "val" },
      limit: { type: "string", default: "10" },
      show: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [drawn, limit] = [Number(values.count), Number(values.limit)];
  if (values.help || ![drawn, limit].every((each) => Number.isInteger(each) && each >= 0)) {
    say(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const bases = [...drawnBases(drawn), ...setBases(values.data, values.split, limit)];
  const progress: Progress = progressTo(process.stderr);
  const models = await openWordModels();
  const tally: Tally = {
    lines: [],
    alarms: new Map(),
    trims: new Map(),
    bareTrims: new Map(),
    seconds: [],
    wrong: [],
  };
  for (const [at, base] of bases.entries()) {
    await look(models, base, tally);
    progress.step(at + 1, bases.length, "pictures");
  }
  report(tally);
  if (values.show) for (const line of tally.wrong) say(line);
}

main().catch(fail);
