import { applicabilityTask } from "@/scripts/eval/applicability-task";
import { blankSection, measureBlank } from "@/scripts/eval/blank-report";
import { calibrationTask } from "@/scripts/eval/calibration-task";
import { play, scripts, type Talk } from "@/scripts/eval/conversations";
import { diagnosisTask, headTask } from "@/scripts/eval/diagnosis-task";
import { evidenceTask } from "@/scripts/eval/evidence-task";
import { groundingTask } from "@/scripts/eval/grounding-task";
import { groundingTextTask } from "@/scripts/eval/grounding-text-task";
import { joinSections } from "@/scripts/eval/join-sections";
import { keyOf, openCase } from "@/scripts/eval/model";
import { ownWords } from "@/scripts/eval/own-words";
import { phrasingsTask } from "@/scripts/eval/phrasings-task";
import type { Progress } from "@/scripts/eval/progress";
import { seedOf } from "@/scripts/eval/random";
import { reasoningReport } from "@/scripts/eval/reasoning-report";
import { refusalTask } from "@/scripts/eval/refusal-task";
import { robustnessTask } from "@/scripts/eval/robustness-task";
import { measureSpeed } from "@/scripts/eval/speed";
import { OTHERS, SCRIPTS, UNSEEN } from "@/scripts/eval/talks/all-scripts";
import { type Played, playTalk } from "@/scripts/eval/talks/play-talk";
import { type TalksReport, talksReport } from "@/scripts/eval/talks/report";
import type { Script } from "@/scripts/eval/talks/script";
import { openTar, type Tar } from "@/scripts/eval/tar";
import type { Measured, Setting, Task } from "@/scripts/eval/task";
import { toolsReport } from "@/scripts/eval/tools-report";
import { vqaTask } from "@/scripts/eval/vqa-task";

export const TASK_NAMES = [
  "diagnosis",
  "calibration",
  "vqa",
  "grounding",
  "tools",
  "refusal",
  "applicability",
  "robustness",
  "evidence",
  "reasoning",
  "phrasings",
  "talks",
  "own-words",
  "speed",
] as const;
/** Tasks that are part of another one and run only when named. */
export const PART_NAMES = ["head", "grounding-text", "other-talks"] as const;
export type TaskName = (typeof TASK_NAMES)[number] | (typeof PART_NAMES)[number];

/** A task with its predictions so far, whatever their type. */
type Running = {
  wanted: ReadonlySet<string>;
  take(
    setting: Setting,
    row: Parameters<Task<unknown>["measure"]>[0],
    external: boolean,
  ): Promise<void>;
  report(setting: Setting): Record<string, unknown>;
};

function running<P>(task: Task<P>, setting: Setting): Running {
  const made: Measured<P>[] = [];
  return {
    wanted: task.wants(setting),
    take: async (given, row, external) => {
      made.push({ row: row.row, external, made: await task.measure(row, given) });
    },
    report: (given) => task.report(made, given),
  };
}

function rowTasks(names: readonly TaskName[], setting: Setting): Running[] {
  const has = (name: TaskName) => names.includes(name);
  return [
    ...(has("diagnosis") ? [running(diagnosisTask, setting)] : []),
    ...(has("head") && !has("diagnosis") ? [running(headTask, setting)] : []),
    ...(has("vqa") ? [running(vqaTask, setting)] : []),
    ...(has("grounding") ? [running(groundingTask, setting)] : []),
    ...(has("grounding") || has("grounding-text") ? [running(groundingTextTask, setting)] : []),
    ...(has("calibration") ? [running(calibrationTask, setting)] : []),
    ...(has("refusal") ? [running(refusalTask, setting)] : []),
    ...(has("applicability") ? [running(applicabilityTask, setting)] : []),
    ...(has("robustness") ? [running(robustnessTask, setting)] : []),
    ...(has("evidence") ? [running(evidenceTask, setting)] : []),
    ...(has("phrasings") ? [running(phrasingsTask, setting)] : []),
  ];
}

/** Runs the tasks over the sets and gives the report's sections. Each picture is read once. */
export async function runTasks(
  names: readonly TaskName[],
  setting: Setting,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const report: Record<string, unknown> = {};
  if (names.includes("speed")) {
    progress.say("speed");
    report.speed = await measureSpeed(setting.bench, setting.sets);
  }
  const tasks = rowTasks(names, setting);
  const total = setting.sets.reduce((sum, set) => sum + set.rows.length, 0);
  let done = 0;
  for (const set of setting.sets) {
    let tar: Tar | null = null;
    for (const row of set.rows) {
      const wanting = tasks.filter(({ wanted }) => wanted.has(keyOf(row)));
      const opened = openCase(setting.bench, row, () => {
        tar ??= openTar(set.archive);
        return tar.read(row.image);
      });
      for (const task of wanting) await task.take(setting, opened, set.external);
      done += 1;
      progress.step(done, total, set.name);
    }
    (tar as Tar | null)?.close();
  }
  for (const task of tasks) joinSections(report, task.report(setting));
  if (names.includes("evidence")) {
    report.blank = blankSection(await measureBlank(setting, progress));
  }
  if (names.includes("tools") || names.includes("reasoning")) {
    const talks = await talkAll(setting, progress);
    if (names.includes("tools")) Object.assign(report, toolsReport(talks));
    if (names.includes("reasoning")) {
      Object.assign(report, reasoningReport(talks, setting.bench.evlf.card.labelSets));
    }
  }
  if (names.includes("talks")) report.talks = await holdTalks(SCRIPTS, setting, progress);
  if (names.includes("talks") || names.includes("other-talks")) {
    report.otherTalks = await holdTalks(OTHERS, setting, progress);
    report.unseenTalks = await holdTalks(UNSEEN, setting, progress);
  }
  if (names.includes("own-words")) Object.assign(report, await ownWords(setting, progress));
  return report;
}

async function talkAll(setting: Setting, progress: Progress): Promise<Talk[]> {
  const all = scripts(setting);
  const talks: Talk[] = [];
  for (const script of all) {
    talks.push(await play(script, setting));
    progress.step(talks.length, all.length, `conversations: ${script.kind}`);
  }
  return talks;
}

async function holdTalks(
  scripts: readonly Script[],
  setting: Setting,
  progress: Progress,
): Promise<TalksReport> {
  const played: Played[] = [];
  // a run that is cut short has then heard something of every theme
  const drawn = scripts.toSorted((a, b) => seedOf(a.id) - seedOf(b.id));
  for (const [at, script] of drawn.entries()) {
    const talk = await playTalk(script, setting);
    if (talk !== null) played.push(talk);
    progress.step(at + 1, scripts.length, `talks: ${script.id}`);
  }
  return talksReport(played, scripts.length - played.length, setting.bench.evlf.card);
}
