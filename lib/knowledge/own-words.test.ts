import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { allCards } from "@/lib/knowledge/cards";

const FOLDER = path.resolve(process.cwd(), "..", "shared", "text");
const FILES = ["medquad-plain.jsonl.gz", "glossary.jsonl.gz", "plain-words.jsonl"];
const RUN = 8;

function runs(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(" "));
}

const present = FILES.every((file) => existsSync(path.join(FOLDER, file)));
if (!present) console.log("own-words: skipped, the source texts are not beside the project");

/** Every run of words of the cards, and the card it stands in. */
function runsOfCards(): Map<string, string> {
  const owners = new Map<string, string>();
  for (const { id, ask, what, exam, words } of allCards()) {
    const texts = [what, exam, words].flatMap((section) => Object.values(section ?? {}));
    for (const run of [...texts, ...ask].flatMap(runs)) owners.set(run, id);
  }
  return owners;
}

/** The text values of a file of rows, one JSON object a line. */
function textsOf(file: string): string[] {
  const bytes = readFileSync(path.join(FOLDER, file));
  const rows = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").split("\n");
  return rows
    .filter((row) => row !== "")
    .flatMap((row): unknown[] => Object.values(JSON.parse(row)))
    .filter((value) => typeof value === "string");
}

it.skipIf(!present)("no card repeats eight words in a row of a source text", () => {
  const owners = runsOfCards();
  const copied = FILES.flatMap(textsOf)
    .flatMap((text) => runs(text).filter((run) => owners.has(run)))
    .map((run) => `${owners.get(run)}: ${run}`);
  expect([...new Set(copied)]).toEqual([]);
});
