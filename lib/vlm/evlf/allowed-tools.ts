import type { ToolName } from "@/lib/contracts/tools";
import type { ToolOutcome } from "../guard/guard-options";
import type { Intent } from "../intent/intents";
import { asksForWord } from "../tools/asks-for-word";
import { asksToSearch } from "../tools/asks-to-search";
import type { Searchable } from "./picture-facts";

const TOOLS: readonly ToolName[] = ["ground", "diagnose", "lookup"];
const MOST_CALLS = 4;

/** What a question is after, where its words alone tell. */
export type Asked = "place" | "word" | "open";
const FIRST: Readonly<Record<Asked, ToolName | null>> = {
  place: "ground",
  word: "lookup",
  open: null,
};

/** What the words of a question as a whole let be called. */
export type Wish = {
  /** What they are after, where they tell. */
  intent: Intent | null;
  /** Whether they may be after a place or a presence at all. */
  maySearch: boolean;
  /** Whether the chat has a picture. */
  hasPicture: boolean;
  /** Whether they may name more than one thing. */
  several: boolean;
};
const OPEN: Wish = { intent: null, maySearch: true, hasPicture: true, several: true };
/** Wishes that a look-up does not answer. */
const NO_LOOKUP: readonly (Intent | null)[] = ["why", "sure", "again", "thanks", "off-topic"];

function fits(tool: ToolName, { intent, maySearch, hasPicture }: Wish): boolean {
  if (tool === "lookup") return !NO_LOOKUP.includes(intent);
  if (!hasPicture || intent === "word") return false;
  return tool !== "ground" || maySearch;
}

/**
 * Tools that may still be called in this turn. A question after the place of something that can be
 * looked for is searched first, one after a word of a card is looked up first, and a label is no
 * answer to either.
 */
export function allowedTools(
  offered: readonly string[],
  results: readonly ToolOutcome[],
  asked: Asked = "open",
  wish: Wish = OPEN,
): ToolName[] {
  if (results.length >= MOST_CALLS) return [];
  // one thing was asked for and searched
  const forOne = !wish.several && (wish.intent === "place" || wish.intent === "presence");
  if (forOne && results.some(({ tool }) => tool === "ground")) return [];
  const open = TOOLS.filter((tool) => offered.includes(tool) && fits(tool, wish));
  const first = results.length === 0 ? FIRST[asked] : null;
  if (first !== null) return open.filter((tool) => tool === first);
  const closed = asked !== "open" || results.some(({ tool }) => tool === "diagnose");
  return open.filter((tool) => !(tool === "diagnose" && closed));
}

/** What this turn's question is after in its picture. */
export function askedIn(question: string, searchable: Searchable | null): Asked {
  if (asksForWord(question)) return "word";
  if (searchable === null) return "open";
  return asksToSearch(question, searchable.modality, searchable.phrases) ? "place" : "open";
}
