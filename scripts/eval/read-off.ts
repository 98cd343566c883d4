import type { AnswerForm } from "@/lib/vlm/evlf/sampler";
import { type Case, say } from "@/scripts/eval/model";
import { hasReading } from "@/scripts/eval/read-label";
import type { Setting } from "@/scripts/eval/task";

/** Tokens within which every reading step ends. */
const READING_TOKENS = 48;

/** An answer that the model is to read off the picture itself. */
export type ReadOff = {
  text: string;
  /** A name of the picture given, for the kept predictions; its tokens [imageTokens, hidden]. */
  kind: string;
  picture: () => Promise<Float32Array>;
  /** The step after the reading, without number and evidence; null for none. */
  step: string | null;
  /** How the answer begins, given to the model; no space at its end. */
  opening: string;
  form?: AnswerForm;
  /** Writing stops when this says that the answer is whole. */
  enough?: (written: string) => boolean;
  maxTokens: number;
};

/**
 * The first line of a message with its break, or what stands for it where none was written: no
 * step before the one given.
 */
export function readingLine(written: string): string | null {
  return /^<think>\n(1\. Reading: [^\n]*\n)/.exec(written)?.[1] ?? null;
}

/** What stands before the answer: the model's reading, the step, and the answer's opening. */
export function beginning(reading: string | null, step: string | null, opening: string): string {
  const number = reading === null ? 1 : 2;
  const next = step === null ? "" : `${number}. ${step} (image)\n`;
  return `<think>\n${reading ?? ""}${next}</think>\n${opening}`;
}

/**
 * What the model answers where no tool is there to be called: it writes its reading of the picture,
 * is given the step and the opening that it learned for such answers, and goes on. Without that it
 * would often set out to call a tool, and a call that may not be written leaves no answer to measure.
 */
export async function readOff(row: Case, setting: Setting, asked: ReadOff): Promise<string> {
  const { text, kind, step, opening, form, enough, maxTokens } = asked;
  const key = `${row.key}|${kind}|${text}`;
  const keep = (what: string, more: Omit<Parameters<typeof say>[1], "text" | "picture">) =>
    setting.cache.recall(`${what}|${key}`, async () =>
      say(row.bench, { text, picture: await asked.picture(), ...more }),
    );
  const written = await keep("read", { maxTokens: READING_TOKENS, enough: hasReading });
  const begin = beginning(readingLine(written), step, opening);
  return keep("read-off", {
    begin,
    maxTokens,
    ...(form === undefined ? {} : { form }),
    ...(enough === undefined ? {} : { enough }),
  });
}
