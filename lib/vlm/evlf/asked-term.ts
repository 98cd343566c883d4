import { isGeneralCard } from "@/lib/knowledge/labels";
import { cardsNamedIn, lookupPassages, mentionsCard, nameIn } from "@/lib/knowledge/lookup";
import type { Intent } from "../intent/intents";
import { asksForWord, longWordAskedFor } from "../tools/asks-for-word";
import { isVague, quotedIn, termAlone } from "./asked-words";
import { bringsPicture, type CallKnows } from "./call-knows";
import type { ReadPrompt } from "./read-prompt";
import { currentImage } from "./transcript";

/** The person means a picture of their own. */
const HERE = /\b(?:this|these|here)\b/i;
const EXPLAINS = /\b(?:explain|what(?:'?s| is| are)|what happens|how (?:is|does|do|much))\b/i;
/** What a question that names a word of a general card may be taken for. */
const OPEN_TO_WORDS: readonly (Intent | null)[] = [
  null,
  "next",
  "presence",
  "label",
  "tool",
  "why",
];

/** Whether a word of a general card is asked for: an examination, a report, a test. */
export function asksOfGeneral(text: string, intent: Intent | null): boolean {
  const name = nameIn(text);
  return name !== null && isGeneral(name) && OPEN_TO_WORDS.includes(intent) && !HERE.test(text);
}

function isGeneral(name: string): boolean {
  const card = cardsNamedIn(name)[0];
  return card !== undefined && isGeneralCard(card);
}

/** After what was spoken of last: "what do those do in the body". */
const DOES =
  /\bwhat (?:do|does|are|is) (?:it|they|those|these|that)\b[^?.!]{0,20}\b(?:do|for|made of)\b/i;

/** The thing or word of the last result. */
function lastSpoken(prompt: ReadPrompt): string | null {
  for (const { tool, result } of prompt.earlier.toReversed()) {
    if (tool === "lookup" && result.outcome === "found") return result.term;
    if (tool === "ground" && "phrase" in result) return result.phrase.split(" and ")[0] ?? null;
    if (result.outcome === "labelled" && "labels" in result) return result.labels[0]?.label ?? null;
  }
  return null;
}

/** After what the label of an earlier turn means. */
const MEANS =
  /\bwhat (?:does|do|did|would|might) (?:that|this|it|the (?:label|result)) (?:\w+ ){0,2}mean\b/i;

function lastLabel(prompt: ReadPrompt): string | null {
  const last = prompt.earlier.findLast(({ result }) => result.outcome === "labelled")?.result;
  return last?.outcome === "labelled" ? (last.labels[0]?.label ?? null) : null;
}

/** What was spoken of, where the question refers back to it. */
function spokenBefore(prompt: ReadPrompt, text: string, name: string | null): string | null {
  const label = MEANS.test(text) ? lastLabel(prompt) : null;
  return label ?? (DOES.test(text) && name === null ? lastSpoken(prompt) : null);
}

/** The term that is to be looked up, or null. */
export function termIn(
  prompt: ReadPrompt,
  text: string,
  { intent, thing }: CallKnows,
): string | null {
  const bare = currentImage(prompt.transcript) === null;
  const name = nameIn(text);
  const quoted = bare || intent === "word" ? quotedIn(prompt.question) : null;
  if (quoted !== null && (name === null || lookupPassages(quoted, 1).length > 0)) return quoted;
  const before = spokenBefore(prompt, text, name);
  if (before !== null) return before;
  if (asksForWord(prompt.question)) return name;
  // "explain neutrophils like I am five"
  if (name !== null && (EXPLAINS.test(text) || intent === "off-topic")) return name;
  if (asksOfGeneral(text, intent)) return name;
  const alone = bringsPicture(prompt) ? null : termAlone(text);
  if (alone !== null) return alone;
  if (intent === "word" && !isVague(thing)) {
    return lookupPassages(thing, 1).length > 0 ? thing : name;
  }
  const mentioned = intent === "word" || (bare && !HERE.test(text) && mentionsCard(text));
  return (mentioned ? name : null) ?? (bare ? longWordAskedFor(prompt.question) : null);
}
