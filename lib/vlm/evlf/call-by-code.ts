import type { ToolName } from "@/lib/contracts/tools";
import { mentionsCard } from "@/lib/knowledge/lookup";
import type { ToolOutcome } from "../guard/guard-options";
import { ABOUT_ANSWER, type Intent } from "../intent/intents";
import { asksForWord } from "../tools/asks-for-word";
import { asksToSearch } from "../tools/asks-to-search";
import { counterpart, sought } from "./asked-place";
import { asksOfGeneral, termIn } from "./asked-term";
import { asksOfBone, asksOfPart, bareTerm, isVague } from "./asked-words";
import { bringsPicture, type CallKnows } from "./call-knows";
import type { ReadPrompt } from "./read-prompt";
import { wholeSteps } from "./step-filter";

const LEAD = "^\\W*(?:(?:ok(?:ay)?|so|and|now|well|please|then)[,.\\s]+)*";
/** After a label in words that the model was seen to take for something else. */
const LABELS = [
  new RegExp(
    `${LEAD}(?:what(?:'?s| is) (?:your (?:label|answer)|the (?:label|answer)|it(?: really)?)|(?:give|tell|show) me the (?:answer|label))\\W*$`,
    "i",
  ),
  new RegExp(
    `${LEAD}(?:name|label|classify|identify|recogni[sz]e) (?:this|that|the|it)\\b[\\w\\s]{0,20}(?:cell|picture|image|film|scan|one)?\\W*$`,
    "i",
  ),
  new RegExp(`${LEAD}(?:here (?:is|comes) my|this is my)\\b[^?.!]{0,40}[.!]*$`, "i"),
  // "Screening fundus. Label + p."
  /(?:^|[.!?,;:]\s+)(?:label|class|read|dx|diagnosis|impression|category)\s?(?:[+&/,]|and|with)\s?(?:p|prob\w*|score|confidence|number)\b/i,
  /\b(?:anything|something) wrong with\b/i,
  new RegExp(
    `${LEAD}(?:(?:your|the) )?label(?: set)?(?: output| result)?(?:,? (?:then|now|please))?\\W*$`,
    "i",
  ),
  // alone, or as a sentence or clause of its own
  /(?:^|[.!?,;:]\s+)(?:(?:then|and|so|now) )?(?:(?:your|the) )?label\b(?=\W*$|\W+(?:please|with)\b)/i,
  /\bwhat(?:'?s| is) (?:this|that|the) (?:spot|mole|lump|patch|rash|lesion|cell|picture|image)\b/i,
  /\b(?:what|which) (?:kind|type|sort) of (?:\w+ ){0,2}(?:cell|spot|mole|lesion|tumou?r|mass|lump|growth|pneumonia|leu[ck]ocyte|cancer)s? (?:is|are) (?:this|it|that|these|those|here)\b/i,
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
  /\b(?:quiz|test) me\b|\bbe quizzed\b|\blet me (?:practi[sc]e|guess)\b|\bpracti[sc]e (?:on|with) (?:this|it)\b/i,
];

/** After what was asked before, of the picture that comes with it. */
const THIS_TOO = new RegExp(
  `${LEAD}(?:(?:what|how) about )?(?:this|that|the next) (?:one|frame|picture|image|photo|film|scan|slide|cell|mole|spot)(?:,? (?:what is it|then|too))?\\W*$`,
  "i",
);

/** Wishes that a label answers as far as anything does, while nothing was said of the picture. */
const LABEL_FIRST: readonly (Intent | null)[] = [...ABOUT_ANSWER, "story"];
/** Wishes that a label would not serve, likely or not. */
const NOT_LABEL: readonly Intent[] = [
  "kind",
  "off-topic",
  "place",
  "presence",
  "sides",
  "size",
  "thanks",
  "tool",
  "treatment",
  "urgency",
  "word",
];
/** A call in the place of the model's, with what its step says. */
export type CodeCall = { says: string; tool: ToolName; input: Record<string, string> };

/**
 * The message of a call in the form of the model's own. `written`: what this turn holds before;
 * `reading`: the model's own line on the picture, which comes first.
 */
export function callMessage(
  { says, tool, input }: CodeCall,
  written: readonly string[],
  reading: string | null = null,
): string {
  const lines = reading === null ? [] : [reading];
  const step = wholeSteps([...written, ...lines].join("\n")) + 1;
  const call = JSON.stringify({ name: tool, arguments: input });
  const steps = [...lines, `${step}. ${says} (none)`].join("\n");
  return `<think>\n${steps}\n</think>\n<tool_call>${call}</tool_call>`;
}

const ofPicture = ({ tool }: ToolOutcome): boolean => tool !== "lookup";

/** Whether nothing in the words says that they are after another thing than a label. */
function asksNothingElse(text: string, { maybe, searchable }: CallKnows): boolean {
  if (NOT_LABEL.includes(maybe) || mentionsCard(text)) return false;
  return searchable === null || !asksToSearch(text, searchable.modality, searchable.phrases);
}

/** Whether the words are after a label of the chat's picture. */
function asksForLabel(text: string, prompt: ReadPrompt, knows: CallKnows): boolean {
  const { intent, thing, searchable } = knows;
  if (searchable !== null && counterpart(text, prompt, searchable) !== null) return false;
  if (asksOfBone(text, intent)) return false;
  if (LABELS.some((pattern) => pattern.test(text))) return true;
  if (asksForWord(prompt.question) || asksOfPart(text) || asksOfGeneral(text, intent)) return false;
  if (intent === "label" || intent === "quiz") return true;
  if (intent === "presence" && isVague(thing)) return true;
  const untold = bringsPicture(prompt) || !prompt.earlier.some(ofPicture);
  if (untold && LABEL_FIRST.includes(intent)) return true;
  // a new picture, and words that tell nothing: the label is what most people are after
  if (intent === null && bringsPicture(prompt) && asksNothingElse(text, knows)) return true;
  const labelled = prompt.earlier.some(({ tool }) => tool === "diagnose");
  return labelled && bringsPicture(prompt) && THIS_TOO.test(text);
}

/**
 * After a search that could not be made for something that the person wonders about, the label is
 * what else there is to say of the picture.
 */
function afterSearch(
  prompt: ReadPrompt,
  offered: readonly string[],
  knows: CallKnows,
): CodeCall | null {
  const [only, ...more] = prompt.results;
  const { question } = prompt;
  const wonders =
    knows.intent === "presence" ||
    asksOfBone(question, knows.intent) ||
    (bringsPicture(prompt) && bareTerm(question, knows.intent, true) !== null);
  if (!wonders || !knows.speaks || !offered.includes("diagnose")) return null;
  if (only?.tool !== "ground" || only.result.outcome !== "unsupported" || more.length > 0)
    return null;
  const { imageId } = only.result;
  const labelled = prompt.earlier.some(
    ({ tool, result }) => tool === "diagnose" && result.imageId === imageId,
  );
  if (labelled) return null;
  return { says: "I have no search for that; I ask for the label.", tool: "diagnose", input: {} };
}

/**
 * The next call of a turn where code can say which: first, where the question's words tell, a label
 * is asked for, the one thing that can be looked for is searched, a word of a card is looked up; then,
 * where a search could not be made, a label. Null where the model decides.
 */
export function callByCode(
  prompt: ReadPrompt,
  offered: readonly string[],
  knows: CallKnows,
): CodeCall | null {
  if (prompt.results.length > 0) return afterSearch(prompt, offered, knows);
  if (prompt.written.length > 0) return null;
  const { question } = prompt;
  const { searchable } = knows;
  const text = question.replace(/[\u2018\u2019]/g, "'");
  if (searchable !== null && offered.includes("diagnose") && asksForLabel(text, prompt, knows)) {
    return { says: "The question is after a label.", tool: "diagnose", input: {} };
  }
  const general = asksOfGeneral(text, knows.intent);
  if (searchable !== null && offered.includes("ground") && !asksForWord(question) && !general) {
    const phrase = sought(question, prompt, searchable, knows)?.toLowerCase();
    if (phrase !== undefined) {
      return {
        says: `The question is after a place: ${phrase}.`,
        tool: "ground",
        input: { phrase },
      };
    }
  }
  const term = termIn(prompt, text, knows);
  if (term === null || !offered.includes("lookup")) return null;
  return { says: `The question is about a word: ${term}.`, tool: "lookup", input: { term } };
}
