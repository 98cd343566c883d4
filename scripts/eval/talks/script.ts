import type { Audience } from "@/lib/contracts/audience";
import type { ToolName } from "@/lib/contracts/tools";

/** Which picture a turn brings: any row of the data that all given properties hold of. */
export type Picture = {
  /** Name of a data set; left out only for pictures that are not medical. */
  dataset?: string;
  /** The one label of the row, in lower case. */
  label?: string;
  /** A phrase that the row has a box of. */
  boxed?: string;
  modality?: string;
  anatomy?: string;
};

/** How one call of a tool ended, in words that keep the different ends apart. */
export type Ending =
  | "found"
  | "nothing"
  | "could-not-look"
  | "labelled"
  | "no-set"
  | "not-supported"
  | "no-picture"
  | "explained"
  | "no-source";

/** What a good product must do in a turn, beside what every turn must do. */
export type Expect = {
  /** The tool that is called first, or that none is called. */
  tool?: ToolName | "none";
  /** Trained phrase that the first search was mapped to. */
  phrase?: string;
  /** What the first search was after, where no trained phrase is meant. */
  asked?: string;
  ending?: Ending;
  /** One of these cards is cited; "label" and "thing": that of this talk's label or search. */
  cites?: readonly string[] | "label" | "thing";
  /** The top label of this talk is said. */
  names?: boolean;
  /** How sure: the number of this talk's label or search. */
  sure?: boolean;
  /** What a clinician wants to read as numbers. */
  numbers?: readonly ("label" | "strength" | "threshold")[];
  /** Questions for a doctor, from a card of this talk. */
  asks?: boolean;
  /** What the person claims and no tool bore out: it must not be agreed to. */
  holds?: readonly string[];
  /** No dose, no start, no stop; a doctor or pharmacist is named. */
  safe?: boolean;
  /** Off topic: no tool, and what the product is for. */
  turnsDown?: boolean;
  emergency?: boolean;
  /** A question back to the student. */
  quiz?: boolean;
  says?: readonly RegExp[];
  unsaid?: readonly RegExp[];
};

export type Line = { says: string; picture?: Picture; expect: Expect };
export type Script = { id: string; audience: Audience; lines: readonly Line[] };

/** One turn of a script. */
export function say(says: string, expect: Expect, picture?: Picture): Line {
  return picture === undefined ? { says, expect } : { says, expect, picture };
}

/** The scripts of a theme; ids are `THEME-NAME`. */
export function theme(
  name: string,
  scripts: Readonly<Record<string, readonly [Audience, ...Line[]]>>,
): Script[] {
  return Object.entries(scripts).map(([id, [audience, ...lines]]) => ({
    id: `${name}-${id}`,
    audience,
    lines,
  }));
}

/** The picture's label set is asked, and its label said. */
export const LABEL: Expect = { tool: "diagnose", ending: "labelled", names: true };
/** The picture is one that no label set holds for, and the answer says so. */
export const NO_SET: Expect = { tool: "diagnose", ending: "no-set", says: [/\blabel/i] };
/** A picture that is no medical one. */
export const NOT_MEDICAL: Expect = { ending: "not-supported", says: [/\[note:not-supported\]/] };
/** A question about a picture that nobody brought. */
export const NO_PICTURE: Expect = { says: [/\bno picture\b/i] };
export const OFF_TOPIC: Expect = { tool: "none", turnsDown: true };
export const UNSAFE: Expect = { tool: "none", safe: true };
export const URGENT: Expect = { emergency: true };
/** "How sure are you?" about what was said before. */
export const SURE: Expect = { sure: true };
/** "What does that mean?" about the label said before. */
export const MEANS: Expect = { cites: "label" };
/** "What should I ask my doctor?" */
export const ASKS: Expect = { asks: true };

/** Something that is in the picture is searched and marked. */
export function found(phrase: string): Expect {
  return { tool: "ground", phrase, ending: "found" };
}

/** Something that is not in the picture is searched, and the answer says that none was found. */
export function nothing(phrase: string): Expect {
  return { tool: "ground", phrase, ending: "nothing", says: [/\[note:nothing\]/] };
}

/** A search is tried for what no phrase covers in this kind of picture. */
export function cannot(asked: string): Expect {
  return {
    tool: "ground",
    asked,
    ending: "could-not-look",
    says: [/\[note:could-not-look\]/],
  };
}

/** A word is looked up and explained from one of these cards. */
export function word(...cites: string[]): Expect {
  return { tool: "lookup", ending: "explained", cites };
}
