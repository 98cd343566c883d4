import { readFileSync } from "node:fs";
import { z } from "zod";
import { audienceSchema } from "@/lib/contracts/audience";
import { shareOf } from "@/scripts/eval/figure";
import type { Turn } from "@/scripts/eval/model";
import type { Progress } from "@/scripts/eval/progress";
import { playTalk } from "@/scripts/eval/talks/play-talk";
import { type Line, type Script, say } from "@/scripts/eval/talks/script";
import type { Setting } from "@/scripts/eval/task";

const FILE = "models/training/questions/test.jsonl";
/** The set that a kind of picture is drawn from. */
const SETS = {
  xray: "kermany-cxr",
  ct: "iq-oth-ct",
  mri: "brain-tumor-mri",
  ultrasound: "busi",
  cfp: "eye-disease",
  oct: "oct-small",
  pet: "cdi-pet",
  dermatoscopy: "ham10000",
  histopathology: "lc25000-lung",
  endoscopy: "wce-bleeding",
  blood_smear: "white-blood-cells",
  none: null,
} as const;

const questionSchema = z.object({
  q: z.string(),
  intent: z.string(),
  audience: audienceSchema,
  when: z.enum(["first", "later"]),
  kind: z.enum(Object.keys(SETS) as [keyof typeof SETS]),
});
type Question = z.infer<typeof questionSchema>;
type Judged = { question: Question; turn: Turn; right: boolean };

/** Wishes that words alone answer, once something was said of the picture. */
const TALK = ["again", "off-topic", "thanks", "tool"];

/** Whether the first call of a turn, or that there is none, serves what the person wants. */
export function serves({ intent, when, kind }: Question, { calls }: Pick<Turn, "calls">): boolean {
  const first = calls[0]?.tool ?? "none";
  if (kind === "none") return intent !== "word" || first === "lookup";
  switch (intent) {
    case "label":
    case "quiz":
      return first === "diagnose";
    case "place":
      return first === "ground";
    case "presence":
      return first === "ground" || first === "diagnose";
    case "word":
      return first === "lookup";
    default:
      if (TALK.includes(intent) && when === "later") return first === "none";
      return calls.every(({ tool }) => tool !== "ground") || first === "diagnose";
  }
}

function scriptOf({ q, audience, when, kind }: Question, at: number): Script {
  const dataset = SETS[kind];
  const picture = dataset === null ? undefined : { dataset };
  const lines: Line[] =
    when === "first" || picture === undefined
      ? [say(q, {}, picture)]
      : [say("What does this show?", {}, picture), say(q, {})];
  return { id: `own-words-${at}`, audience, lines };
}

/**
 * Questions in people's own words, by writers whom no training saw: how often the turn's first call,
 * or none, is what the person's wish asks for. The misses are listed.
 */
export async function ownWords(
  setting: Setting,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const rows = readFileSync(FILE, "utf8").trim().split("\n");
  const judged: Judged[] = [];
  for (const [at, row] of rows.entries()) {
    const question = questionSchema.parse(JSON.parse(row));
    const played = await playTalk(scriptOf(question, at), setting);
    const turn = played?.turns.at(-1);
    if (turn !== undefined) judged.push({ question, turn, right: serves(question, turn) });
    progress.step(at + 1, rows.length, "own words");
  }
  const share = (some: readonly Judged[]) =>
    shareOf(some.map(({ question, right }) => ({ group: question.q, item: right })));
  const by = (key: "intent" | "audience") =>
    Object.fromEntries(
      [...new Set(judged.map(({ question }) => question[key]))]
        .toSorted()
        .map((value) => [value, share(judged.filter(({ question }) => question[key] === value))]),
    );
  return {
    ownWords: {
      served: share(judged),
      byAudience: by("audience"),
      byIntent: by("intent"),
      missed: judged
        .filter(({ right }) => !right)
        .map(({ question, turn }) => {
          return {
            q: question.q,
            wants: question.intent,
            calls: turn.calls.map(({ tool }) => tool),
          };
        }),
    },
  };
}
