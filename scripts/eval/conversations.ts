import { z } from "zod";
import {
  type DiagnoseResult,
  diagnoseResultSchema,
  type GroundResult,
  groundResultSchema,
  lookupResultSchema,
} from "@/lib/contracts/tools";
import { phrasesFor } from "@/lib/vlm/tools/ground";
import { labelSetOf } from "@/scripts/eval/encode";
import { converse, keyOf, openCase, type Turn } from "@/scripts/eval/model";
import { NEEDLESS } from "@/scripts/eval/needless";
import {
  LABEL_QUESTIONS,
  PLACE_QUESTIONS,
  UNSUPPORTED,
  WORD_QUESTIONS,
} from "@/scripts/eval/questions";
import { sample, seedOf } from "@/scripts/eval/random";
import type { DataSet, Row } from "@/scripts/eval/rows";
import { openTar } from "@/scripts/eval/tar";
import type { Setting } from "@/scripts/eval/task";

/** Questions asked through the app's whole loop, a kind each. */
export const KINDS = ["label", "place", "unsupported", "word", "needless"] as const;
export type Kind = (typeof KINDS)[number];
const PER_KIND: Readonly<Record<"label" | "place" | "unsupported", number>> = {
  label: 60,
  place: 60,
  unsupported: 20,
};

/** A question with what a right answer must do, and the picture it is about. */
export type Script = {
  kind: Kind;
  key: string;
  question: string;
  row: Row | null;
  archive: string | null;
  phrase: string | null;
  cards: readonly string[];
};
export type Talk = { script: Script; turn: Turn };

const turnSchema = z.object({
  reasoning: z.string(),
  text: z.string(),
  calls: z.array(
    z.object({ id: z.string(), tool: z.string(), input: z.unknown(), output: z.unknown() }),
  ),
  outcome: z.string().nullable(),
});

function pick<T>(items: readonly T[], key: string): T | null {
  return items[seedOf(key) % Math.max(1, items.length)] ?? null;
}

type Placed = { row: Row; archive: string };

function drawn(sets: readonly DataSet[], kind: string, count: number, test: (row: Row) => boolean) {
  const all: Placed[] = sets.flatMap((set) =>
    set.rows.filter(test).map((row) => ({ row, archive: set.archive })),
  );
  return sample(all, count, kind);
}

function script(kind: Kind, placed: Placed, question: string, phrase: string | null): Script {
  const key = `${kind}/${keyOf(placed.row)}`;
  return { kind, key, question, ...placed, phrase, cards: [] };
}

/** The scripts for these sets: always the same for the same rows. */
export function scripts({ sets, bench }: Setting): Script[] {
  const { card } = bench.evlf;
  const labelled = drawn(sets, "label", PER_KIND.label, (row) => {
    return labelSetOf(card.labelSets, row) !== null;
  });
  const boxed = drawn(sets, "place", PER_KIND.place, (row) =>
    row.boxes.some(({ label }) => phrasesFor(card, row.modality).includes(label)),
  );
  const medical = drawn(sets, "unsupported", PER_KIND.unsupported, (row) => {
    return UNSUPPORTED[row.modality] !== undefined;
  });
  const bare = (kind: Kind, question: string, cards: readonly string[]): Script => ({
    kind,
    key: `${kind}/${question}`,
    question,
    row: null,
    archive: null,
    phrase: null,
    cards,
  });
  return [
    ...labelled.map((placed) => {
      return script("label", placed, pick(LABEL_QUESTIONS, placed.row.id) ?? "", null);
    }),
    ...boxed.map((placed) => {
      const { row } = placed;
      const known = row.boxes
        .map(({ label }) => label)
        .filter((label) => phrasesFor(card, row.modality).includes(label));
      const phrase = pick([...new Set(known)], row.id) ?? "";
      const question = (pick(PLACE_QUESTIONS, row.id) ?? "").replace("{phrase}", phrase);
      return script("place", placed, question, phrase);
    }),
    ...medical.map((placed) => {
      const phrase = pick(UNSUPPORTED[placed.row.modality] ?? [], placed.row.id) ?? "";
      const question = (pick(PLACE_QUESTIONS, placed.row.id) ?? "").replace("{phrase}", phrase);
      return script("unsupported", placed, question, phrase);
    }),
    ...WORD_QUESTIONS.map(({ text, cards }) => bare("word", text, cards)),
    ...NEEDLESS.map((text) => bare("needless", text, [])),
  ];
}

/** Plays one script through the app's loop, or gives what it gave before. */
export async function play(script: Script, setting: Setting): Promise<Talk> {
  const { row, archive } = script;
  const made = await setting.cache.recall(`talk|${script.key}|${script.question}`, async () => {
    if (row === null || archive === null) {
      return converse(setting.bench, script.question, "patient", null);
    }
    const tar = openTar(archive);
    try {
      const { png } = openCase(setting.bench, row, () => tar.read(row.image));
      return await converse(setting.bench, script.question, "patient", { key: keyOf(row), png });
    } finally {
      tar.close();
    }
  });
  return { script, turn: turnSchema.parse(made) };
}

/** The outputs of a turn's calls, checked against the tools' schemas. */
export function outputsOf(turn: Turn): {
  ground: GroundResult[];
  diagnose: DiagnoseResult[];
  cards: Set<string>;
} {
  const parsed = turn.calls.map(({ tool, output }) => ({
    ground: tool === "ground" ? groundResultSchema.safeParse(output) : null,
    diagnose: tool === "diagnose" ? diagnoseResultSchema.safeParse(output) : null,
    lookup: tool === "lookup" ? lookupResultSchema.safeParse(output) : null,
  }));
  const cards = parsed.flatMap(({ lookup }) =>
    lookup?.success && lookup.data.outcome === "found"
      ? lookup.data.passages.map(({ card }) => card)
      : [],
  );
  return {
    ground: parsed.flatMap(({ ground }) => (ground?.success ? [ground.data] : [])),
    diagnose: parsed.flatMap(({ diagnose }) => (diagnose?.success ? [diagnose.data] : [])),
    cards: new Set(cards),
  };
}
