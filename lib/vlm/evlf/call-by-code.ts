import type { ToolName } from "@/lib/contracts/tools";
import { mentionsCard, nameIn } from "@/lib/knowledge/lookup";
import { asksForWord, longWordAskedFor } from "../tools/asks-for-word";
import { soughtIn } from "../tools/asks-to-search";
import type { ReadPrompt } from "./read-prompt";
import { currentImage } from "./transcript";

/** The person means a picture of their own. */
const HERE = /\b(?:this|these|here)\b/i;
const LEAD = "^\\W*(?:(?:ok(?:ay)?|so|and|now|well|please|then)[,.\\s]+)*";
/** After a label in words that the model was seen to take for something else. */
const LABELS = [
  new RegExp(
    `${LEAD}(?:what(?:'?s| is) (?:your (?:label|answer)|the (?:label|answer)|it(?: really)?)|(?:give|tell|show) me the (?:answer|label))\\W*$`,
    "i",
  ),
  new RegExp(
    `${LEAD}(?:name|label|classify) (?:this|that|the|it)\\b[\\w\\s]{0,20}(?:cell|picture|image|film|scan|one)?\\W*$`,
    "i",
  ),
  new RegExp(`${LEAD}(?:here (?:is|comes) my|this is my)\\b[^?]{0,40}$`, "i"),
  /\b(?:anything|something) wrong with\b/i,
  // alone, or as a sentence or clause of its own
  /(?:^|[.!?,;:]\s+)(?:(?:then|and|so|now) )?(?:(?:your|the) )?label\b(?=\W*$|\W+(?:please|with)\b)/i,
  /\bwhat(?:'?s| is) (?:this|that|the) (?:spot|mole|lump|patch|rash|lesion|cell|picture|image)\b/i,
  /\bexplain (?:this|my|the)\b[\w\s]{0,20}\b(?:picture|image|photo|scan|film|slide|x-?ray)\W*$/i,
  new RegExp(
    `${LEAD}(?:(?:your|the) )?(?:findings?|impression|differential(?: diagnosis)?|ddx|diagnosis|label)\\W*$`,
    "i",
  ),
  // a guess, or the wish to guess: the answer that shows the label waits for a student
  new RegExp(
    `${LEAD}(?:i (?:think|guess|believe)|i(?:'d| would) (?:say|guess)|my guess is) (?:(?:it|this|that)(?:'?s| is) )?an? [\\w\\s'-]{3,30}\\W*$`,
    "i",
  ),
  /\b(?:quiz|test) me\b|\blet me (?:practi[sc]e|guess)\b|\bpracti[sc]e (?:on|with) (?:this|it)\b/i,
];

/** After what was asked before, of the picture that comes with it. */
const THIS_TOO = new RegExp(
  `${LEAD}(?:(?:what|how) about )?(?:this|that|the next) (?:one|frame|picture|image|photo|film|scan|slide|cell|mole|spot)(?:,? (?:what is it|then|too))?\\W*$`,
  "i",
);

const message = (step: string, tool: ToolName, input: Record<string, string>): string =>
  `<think>\n1. ${step} (none)\n</think>\n<tool_call>${JSON.stringify({ name: tool, arguments: input })}</tool_call>`;

/** What can be looked for in the chat's picture. */
export type Searchable = { modality: string; phrases: readonly string[] };

/** Whether the words are after a label of the chat's picture. */
function asksForLabel(text: string, prompt: ReadPrompt): boolean {
  if (LABELS.some((pattern) => pattern.test(text))) return true;
  const asked = prompt.transcript.findLast((message) => message.role === "user");
  const labelled = prompt.earlier.some(({ tool }) => tool === "diagnose");
  return labelled && (asked?.images.length ?? 0) > 0 && THIS_TOO.test(text);
}

/**
 * The first call of a turn where the question's words alone say which: a word of a card is looked up,
 * a label is asked for, the one thing that can be looked for is searched. In the form of the model's
 * own messages; null where the model decides. `searchable`: null without a medical picture.
 */
export function callByCode(
  prompt: ReadPrompt,
  offered: readonly string[],
  searchable: Searchable | null,
): string | null {
  if (prompt.written.length > 0 || prompt.results.length > 0) return null;
  const { question } = prompt;
  const text = question.replace(/[\u2018\u2019]/g, "'");
  if (searchable !== null && offered.includes("diagnose") && asksForLabel(text, prompt)) {
    return message("The question is after a label.", "diagnose", {});
  }
  if (searchable !== null && offered.includes("ground") && !asksForWord(question)) {
    const phrase = soughtIn(question, searchable.modality, searchable.phrases)?.toLowerCase();
    if (phrase !== undefined) {
      return message(`The question is after a place: ${phrase}.`, "ground", { phrase });
    }
  }
  const bare = currentImage(prompt.transcript) === null && prompt.earlier.length === 0;
  const wanted = asksForWord(question) || (bare && !HERE.test(text) && mentionsCard(text));
  const unknown = bare ? longWordAskedFor(question) : null;
  const term = wanted ? nameIn(text) : unknown;
  if (term === null || !offered.includes("lookup")) return null;
  return message(`The question is about a word: ${term}.`, "lookup", { term });
}
