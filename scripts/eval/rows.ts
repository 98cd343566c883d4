import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Box, cornersToBox } from "@/lib/geometry/box";
import { sample } from "@/scripts/eval/random";

const rowSchema = z.object({
  id: z.string(),
  dataset: z.string(),
  image: z.string(),
  modality: z.string(),
  anatomy: z.string().nullish(),
  plane: z.string().nullish(),
  label_set: z.string().nullish(),
  labels: z.array(z.string()).default([]),
  boxes: z
    .array(
      z.object({
        label: z.string(),
        box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      }),
    )
    .default([]),
  qa: z
    .array(
      z.object({
        question: z.string(),
        answer: z.union([z.string(), z.number()]).transform(String),
        kind: z.string(),
      }),
    )
    .default([]),
  group: z.string().nullish(),
});

/** A picture with what is known of it. Boxes in fractions, corners already as a box. */
export type Row = {
  id: string;
  dataset: string;
  image: string;
  modality: string;
  anatomy: string | null;
  plane: string | null;
  labelSet: string | null;
  labels: string[];
  boxes: { label: string; box: Box }[];
  qa: { question: string; answer: string; closed: boolean }[];
  /** Pictures of one group (patient, case, near duplicates) are drawn together in a bootstrap. */
  group: string;
};

export type DataSet = {
  name: string;
  archive: string;
  /** The rows that are measured. */
  rows: Row[];
  /** All rows of the split: they decide what counts in a mean, whatever the limit. */
  full: readonly Row[];
  external: boolean;
};

/** Sets that no part of the model was trained on: reported apart from the means. */
const EXTERNAL = new Set(["vqa-med-2019", "draaslan", "lung-masks", "chula-rbc"]);

/** One line of S.jsonl. Throws Error that names the line. */
export function parseRow(line: string): Row {
  const row = rowSchema.parse(JSON.parse(line));
  return {
    id: row.id,
    dataset: row.dataset,
    image: row.image,
    modality: row.modality,
    anatomy: row.anatomy ?? null,
    plane: row.plane ?? null,
    labelSet: row.label_set ?? null,
    labels: row.labels.map((label) => label.toLowerCase()),
    boxes: row.boxes.map(({ label, box: [x1, y1, x2, y2] }) => ({
      label: label.toLowerCase(),
      box: cornersToBox({ x1, y1, x2, y2 }),
    })),
    qa: row.qa.map((one) => ({
      question: one.question,
      answer: one.answer,
      closed: one.kind === "closed",
    })),
    group: `${row.dataset}/${row.group ?? row.id}`,
  };
}

function setsIn(folder: string, split: string): string[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  if (existsSync(path.join(folder, `${split}.jsonl`))) return [folder];
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((one) => statSync(one).isDirectory() && existsSync(path.join(one, `${split}.jsonl`)))
    .sort();
}

/**
 * Every set under the folders (each a set itself, or a folder of sets) that has a SPLIT.jsonl and
 * an images.tar. With `limit`, that many rows a set, drawn by a fixed seed.
 */
export function readSets(
  folders: readonly string[],
  split: string,
  limit: number | null,
): DataSet[] {
  return folders
    .flatMap((folder) => setsIn(folder, split))
    .map((folder) => {
      const file = path.join(folder, `${split}.jsonl`);
      const archive = path.join(folder, "images.tar");
      if (!existsSync(archive)) throw new Error(`${folder} has no images.tar`);
      const lines = readFileSync(file, "utf8").split("\n");
      const rows = lines.flatMap((line, index) => {
        if (line.trim() === "") return [];
        try {
          return [parseRow(line)];
        } catch (error) {
          throw new Error(
            `${file}:${index + 1}: ${error instanceof Error ? error.message : error}`,
          );
        }
      });
      const name = rows[0]?.dataset ?? path.basename(folder);
      const kept = limit === null ? rows : sample(rows, limit, name);
      return { name, archive, rows: kept, full: rows, external: EXTERNAL.has(name) };
    })
    .filter((set) => set.rows.length > 0);
}
