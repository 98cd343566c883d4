import { BOX_OPENING, boxFits, medianBox, readBox } from "@/scripts/eval/box-text";
import { keysWhere } from "@/scripts/eval/encode";
import type { Grouped } from "@/scripts/eval/figure";
import {
  type Look,
  largeGroups,
  phraseKey,
  phrasesOf,
  singleFigures,
  singleMeans,
} from "@/scripts/eval/grounding-task";
import type { Case } from "@/scripts/eval/model";
import { keyOf } from "@/scripts/eval/model";
import { BOX_QUESTIONS } from "@/scripts/eval/questions";
import { sample, seedOf } from "@/scripts/eval/random";
import { readOff } from "@/scripts/eval/read-off";
import type { DataSet, Row } from "@/scripts/eval/rows";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

/** The group of a phrase, and what the model wrote after "box". */
type Made = { group: string; phrase: string; said: string; look: Look }[];

/** Pictures asked of each phrase and kind of picture. */
const PICTURES = 40;
const MAX_TOKENS = 16;

function singlesOf(row: Row, set: DataSet, setting: Setting): string[] {
  const known = phrasesOf(row, setting.bench.evlf.card);
  return known
    .filter((phrase) => row.boxes.filter(({ label }) => label === phrase).length === 1)
    .map((phrase) => `${phraseKey(phrase, row, set.external)}\n${phrase}`);
}

/** Which rows are asked for which phrases: up to 40 a group, always the same. */
function drawn(setting: Setting): Map<string, { group: string; phrase: string }[]> {
  const groups = new Map<string, string[]>();
  for (const set of setting.sets) {
    for (const row of set.rows) {
      for (const group of singlesOf(row, set, setting)) {
        groups.set(group, [...(groups.get(group) ?? []), keyOf(row)]);
      }
    }
  }
  const asked = new Map<string, { group: string; phrase: string }[]>();
  for (const [name, keys] of groups) {
    const [group = "", phrase = ""] = name.split("\n");
    for (const key of sample(keys, PICTURES, name)) {
      asked.set(key, [...(asked.get(key) ?? []), { group, phrase }]);
    }
  }
  return asked;
}

const chosen = new WeakMap<Setting, ReturnType<typeof drawn>>();

function choice(setting: Setting): ReturnType<typeof drawn> {
  const kept = chosen.get(setting) ?? drawn(setting);
  chosen.set(setting, kept);
  return kept;
}

async function measure(row: Case, setting: Setting): Promise<Made> {
  const made: Made = [];
  for (const { group, phrase } of choice(setting).get(row.key) ?? []) {
    const wording = BOX_QUESTIONS[seedOf(`${row.key}|${phrase}`) % BOX_QUESTIONS.length] ?? "";
    const said = await readOff(row, setting, {
      text: wording.replace("{phrase}", phrase),
      kind: "picture",
      picture: async () => (await row.reading()).imageTokens,
      step: null,
      opening: BOX_OPENING,
      form: medianBox(),
      enough: (written) => boxFits(written) !== "part",
      maxTokens: MAX_TOKENS,
    });
    const size = await setting.cache.recall(`size|${row.key}`, async () => {
      const { width, height } = await row.reading();
      return { width, height };
    });
    const box = readBox(said, size);
    const truth = row.row.boxes.filter(({ label }) => label === phrase).map((one) => one.box);
    made.push({ group, phrase, said, look: { truth, boxes: box === null ? [] : [box] } });
  }
  return made;
}

function report(made: readonly Measured<Made>[], setting: Setting) {
  const groups = new Map<string, Grouped<Look>[]>();
  for (const { row, made: boxes } of made) {
    for (const { group, look } of boxes) {
      groups.set(group, [...(groups.get(group) ?? []), { group: row.group, item: look }]);
    }
  }
  const large = largeGroups(setting).single;
  const counted = [...groups].filter(([key]) => large.has(key)).map(([, looks]) => looks);
  return {
    grounding: {
      text: {
        ...singleMeans(counted),
        phrases: Object.fromEntries([...groups].map(([key, looks]) => [key, singleFigures(looks)])),
      },
    },
  };
}

/**
 * Boxes that the model itself writes as numbers, with no tool and past the guard, for things of
 * which a picture holds one; the wordings are none that it was trained on. No box counts as 0.
 */
export const groundingTextTask: Task<Made> = {
  name: "grounding-text",
  wants: (setting) => {
    const asked = choice(setting);
    return keysWhere(setting.sets, (row) => asked.has(keyOf(row)));
  },
  measure,
  report,
};
