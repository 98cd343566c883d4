import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BOX_OPENING } from "@/scripts/eval/box-text";
import { BOX_QUESTIONS, HELD_OUT_QUESTIONS } from "@/scripts/eval/questions";
import { OPENING, STEP } from "@/scripts/eval/vqa-task";

const recipe = (name: string) => readFileSync(`models/training/evlf_train/${name}.py`, "utf8");

/** The strings of a tuple in the recipe's wordings. */
function wordings(name: string): string[] {
  const words = recipe("mixture_words");
  const [, tuple = ""] = new RegExp(`^${name} = \\(([^]*?)^\\)`, "m").exec(words) ?? [];
  return [...tuple.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text);
}

describe("wordings of the measures", () => {
  it("measures with the phrasings that the recipe holds out", () => {
    expect(wordings("BOX_HELD_OUT")).toEqual([...BOX_QUESTIONS]);
    expect(wordings("DIAGNOSE_HELD_OUT")).toEqual([...HELD_OUT_QUESTIONS]);
  });

  it("opens answers with what the recipe trains them with", () => {
    expect(recipe("mixture_words")).toContain(`VQA_FORM = "${OPENING} {a}."`);
    expect(recipe("mixture_words")).toContain(`VQA_STEP = ("${STEP}"`);
    expect(recipe("box_text")).toContain(`return "${BOX_OPENING} "`);
  });
});
