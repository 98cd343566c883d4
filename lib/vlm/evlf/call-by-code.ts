import type { ToolName } from "@/lib/contracts/tools";
import { mentionsCard, nameIn } from "@/lib/knowledge/lookup";
import { asksForWord } from "../tools/asks-for-word";
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

const message = (step: string, tool: ToolName, input: Record<string, string>): string =>
  `<think>\n1. ${step} (none)\n</think>\n<tool_call>${JSON.stringify({ name: tool, arguments: input })}</tool_call>`;

/**
 * The first call of a turn where the question's words alone say which: a word of a card is looked up,
 * and a label is asked for. In the form of the model's own messages; null where the model decides.
 * `medical`: the chat's picture is a medical one.
 */
export function callByCode(
  prompt: ReadPrompt,
  offered: readonly string[],
  medical: boolean,
): string | null {
  if (prompt.written.length > 0 || prompt.results.length > 0) return null;
  const { question } = prompt;
  const text = question.replace(/[\u2018\u2019]/g, "'");
  if (medical && offered.includes("diagnose") && LABELS.some((pattern) => pattern.test(text))) {
    return message("The question is after a label.", "diagnose", {});
  }
  const bare = currentImage(prompt.transcript) === null && prompt.earlier.length === 0;
  const wanted = asksForWord(question) || (bare && !HERE.test(text) && mentionsCard(text));
  const term = wanted ? nameIn(text) : null;
  if (term === null || !offered.includes("lookup")) return null;
  return message(`The question is about a word: ${term}.`, "lookup", { term });
}
