import { averagePicture } from "@/scripts/eval/average-picture";
import { keysWhere } from "@/scripts/eval/encode";
import { type Figure, figureOf, type Grouped } from "@/scripts/eval/figure";
import { closedRight, mean, openRecall, tokenF1 } from "@/scripts/eval/metrics";
import type { Case } from "@/scripts/eval/model";
import { readAnswer } from "@/scripts/eval/read-answer";
import { readOff } from "@/scripts/eval/read-off";
import type { Measured, Setting, Task } from "@/scripts/eval/task";

type Answer = { said: string; prior: string };
type Made = Answer[];
type Item = { truth: string; said: string };
type Scores = { closed?: Figure; openRecall?: Figure; tokenF1?: Figure };

const MAX_TOKENS = 32;
/** The step and the opening that such answers were trained with (mixture_words.py). */
export const STEP = "No tool answers this; I say what the picture suggests.";
export const OPENING = "My reading of the picture, not tested:";

async function measure(row: Case, setting: Setting): Promise<Made> {
  const answers: Made = [];
  const average = await averagePicture(setting);
  for (const { question } of row.row.qa) {
    const ask = (kind: string, picture: () => Promise<Float32Array>) =>
      readOff(row, setting, {
        text: question,
        kind,
        picture,
        step: STEP,
        opening: OPENING,
        enough: (written) => written.includes("\n"),
        maxTokens: MAX_TOKENS,
      });
    const said = await ask("picture", async () => (await row.reading()).imageTokens);
    const prior = await ask("average", async () => average);
    answers.push({ said: readAnswer(said), prior: readAnswer(prior) });
  }
  return answers;
}

function scores(items: readonly (Grouped<Item> & { closed: boolean })[]): Scores {
  const closed = items.filter((one) => one.closed);
  const open = items.filter((one) => !one.closed);
  const over = (
    list: readonly Grouped<Item>[],
    measureOne: (truth: string, said: string) => number,
  ) => figureOf(list, (all) => mean(all.map(({ truth, said }) => measureOne(truth, said))));
  return {
    ...(closed.length === 0
      ? {}
      : { closed: over(closed, (truth, said) => (closedRight(truth, said) ? 1 : 0)) }),
    ...(open.length === 0
      ? {}
      : { openRecall: over(open, openRecall), tokenF1: over(open, tokenF1) }),
  };
}

function report(made: readonly Measured<Made>[]) {
  const names = [...new Set(made.map(({ row }) => row.dataset))];
  const section = (name: string) => {
    const items = (kind: keyof Answer) =>
      made
        .filter(({ row }) => row.dataset === name)
        .flatMap(({ row, made: answers }) =>
          row.qa.map(({ answer, closed }, i) => ({
            group: row.group,
            closed,
            item: { truth: answer, said: answers[i]?.[kind] ?? "" },
          })),
        );
    return { ...scores(items("said")), prior: scores(items("prior")) };
  };
  return { vqa: Object.fromEntries(names.map((name) => [name, section(name)])) };
}

/** Questions about pictures, with the picture and with an average picture in its place. */
export const vqaTask: Task<Made> = {
  name: "vqa",
  wants: ({ sets }) => keysWhere(sets, (row) => row.qa.length > 0),
  measure,
  report,
};
