import { shownProbability } from "@/lib/contracts/shown-probability";
import type { GuardOptions, ToolOutcome } from "@/lib/vlm/guard/guard-options";
import { joinWords } from "@/lib/vlm/guard/notes";
import { sortResults } from "@/lib/vlm/guard/result-parts";
import type { Intent } from "@/lib/vlm/intent/intents";

/** Whether a word that no other label has stands in a text of words between blanks. */
function tells(label: string, labels: readonly { label: string }[], asked: string): boolean {
  const others = labels.filter((other) => other.label !== label).map((other) => other.label);
  return label
    .toLowerCase()
    .split(" ")
    .filter(
      (word) => word.length > 4 && !others.some((other) => other.toLowerCase().includes(word)),
    )
    .some((word) => asked.includes(` ${word} `));
}

/**
 * The person's own guess beside the last label: both numbers of the one set. Null where no label was
 * given, the guess is none of its labels or more than one, and for a patient, who is to guess nothing.
 */
export function besideGuess({ audience, question, earlier }: GuardOptions): string | null {
  if (audience === "patient") return null;
  const last = earlier.findLast(({ tool }) => tool === "diagnose");
  if (last?.tool !== "diagnose" || last.result.outcome !== "labelled") return null;
  const { labels, setName } = last.result;
  const asked = ` ${question
    .toLowerCase()
    .replaceAll(/tumor\b/g, "tumour")
    .split(/[^\p{L}\p{N}']+/u)
    .join(" ")} `;
  const whole = labels.filter(({ label }) => asked.includes(` ${label.toLowerCase()} `));
  const named =
    whole.length > 0 ? whole : labels.filter(({ label }) => tells(label, labels, asked));
  const [top] = labels;
  const [guess] = named;
  if (top === undefined || guess === undefined || named.length > 1) return null;
  const mine = `${top.label}, with ${shownProbability(top.probability)} of 1`;
  const compared =
    guess.label === top.label
      ? `My label for the picture is the same: ${mine}.`
      : `My label for the picture is another: ${mine}. In the ${setName} set, ${guess.label} has ${shownProbability(guess.probability)}.`;
  return `${compared} I can be wrong, so look at the picture again.`;
}

/** The same after a search alone. */
function onlySearched(earlier: readonly ToolOutcome[]): string | null {
  const { found, nothing } = sortResults([...earlier]);
  const phrase = [...found, ...nothing].at(-1)?.phrase;
  return phrase === undefined
    ? null
    : `I cannot tell. I looked for ${phrase} and for nothing else, so what else it could be is not known here.`;
}

/** That something else was not among the labels compared. Null where no label was given. */
export function outsideSet({ earlier }: GuardOptions): string | null {
  const last = earlier.findLast(({ result }) => result.outcome === "labelled")?.result;
  if (last?.outcome !== "labelled") return onlySearched(earlier);
  const names = last.labels.map(({ label }) => label);
  const [top] = last.labels;
  return top === undefined
    ? null
    : `I cannot tell. The ${last.setName} set knows ${joinWords(names.toSorted())}, and nothing else. Of these, ${top.label} fits best, with ${shownProbability(top.probability)} of 1. Whether it is something else, no number here says.`;
}

/** What a guess may be taken to be after by its words as a whole. */
const GUESSED: readonly (Intent | null)[] = ["guess", "label", "presence", "sure", null];
/** Asks for something to be shown or told. */
const ASKS_MORE =
  /\b(?:what|where|why|how|when|who|which|explain|describe|tell|compare|show|find|mark|box|point|name|treat\w*|mean\w*)\b/i;
const GUESS_WORDS = 14;
/** "ehm, dermatofibroma?" */
const BARE_GUESS = 3;

/** A guess put as a question ("irregular border, so melanoma?"), beside the last label. */
export function guessed(options: GuardOptions, intent: Intent | null): string | null {
  const { question } = options;
  const length = question.trim().split(/\s+/).length;
  const bare = intent === "word" && length <= BARE_GUESS && question.trim().endsWith("?");
  if ((!bare && !GUESSED.includes(intent)) || ASKS_MORE.test(question)) return null;
  return length > GUESS_WORDS ? null : besideGuess(options);
}
