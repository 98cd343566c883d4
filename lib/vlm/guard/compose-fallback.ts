import { shownProbability } from "@/lib/contracts/shown-probability";
import { passage } from "@/lib/knowledge/cards";
import type { CardSection } from "@/lib/knowledge/schema";
import { doubtSentence } from "@/lib/vlm/guard/doubt";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { isNegativeLabel } from "@/lib/vlm/guard/licence";
import { canLookFor, joinWords } from "@/lib/vlm/guard/notes";
import { type Found, type Labelled, type Sorted, sortResults } from "@/lib/vlm/guard/result-parts";

/** Marks listed one by one; of more, only the number is said. */
const LISTED = 6;

function placed(cardId: string, section: CardSection, options: GuardOptions): string[] {
  const found = passage(cardId, section, options.audience);
  return found === null ? [] : [`${found.text} [card:${cardId}]`];
}

/** What a label that names nothing seen must always be followed by. */
export function negativeLabelSentence(label: string): string {
  return `"${label}" is the label that fits best in its set; it does not rule anything out.`;
}

function labelSentences(result: Labelled, options: GuardOptions): string[] {
  const top = result.labels[0];
  if (top === undefined) return [];
  const lines = [
    `The model's label is ${top.label} (${shownProbability(top.probability)}), from the ${result.setName} set.`,
    isNegativeLabel(top.label)
      ? negativeLabelSentence(top.label)
      : `That set knows ${result.labels.length} labels and nothing else, so this is a comparison with learned pictures and not a diagnosis.`,
  ];
  const second = result.labels[1];
  const doubt = doubtSentence(options);
  if (doubt !== null) lines.push(doubt);
  else if (second !== undefined && second.probability >= 0.05) {
    lines.push(`The next label is ${second.label} (${shownProbability(second.probability)}).`);
  }
  return lines;
}

function markSentences(result: Found, options: GuardOptions): string[] {
  const marks = result.boxes
    .slice(0, LISTED)
    .map((box) => `${box.label} [${box.id}], ${box.place}`);
  const more = result.boxes.length - marks.length;
  const list = marks.join("; ") + (more > 0 ? `; and ${more} more` : "");
  const count = result.boxes.length === 1 ? "one mark" : `${result.boxes.length} marks`;
  const measured = options.strengthSentence(result);
  return [
    `I looked for ${result.phrase} and placed ${count}: ${list}. Left and right here are those of the picture.`,
    ...(measured === null ? [] : [measured]),
  ];
}

function cardSentences(sorted: Sorted, options: GuardOptions): string[] {
  const label = sorted.labelled[0]?.labels[0]?.card;
  const phrase = [...sorted.found, ...sorted.nothing].flatMap(({ card }) => card ?? [])[0];
  const other = sorted.notApplicable.flatMap(({ card }) => card ?? [])[0];
  const card = sorted.sources[0] ?? label ?? phrase ?? other;
  if (card === undefined) return [];
  const asks = options.audience === "patient" ? placed(card, "ask", options) : [];
  return [...placed(card, "what", options), ...asks];
}

function applicabilitySentences(sorted: Sorted): string[] {
  const result = sorted.notApplicable[0];
  if (result === undefined) return [];
  const region = result.region === null ? "" : ` of the ${result.region}`;
  return [
    `The model takes this for ${article(result.modality.name)} ${result.modality.name} picture${region}. None of my label sets is made for such a picture, so I give it no label.`,
    canLookFor(result.canLookFor),
  ];
}

function article(name: string): string {
  return /^[aeiou]|^x-ray|^mri|^oct/i.test(name) ? "an" : "a";
}

/** The marks of the results with chips and places, for when the model's own words for them may not stand. */
export function composeMarks(options: GuardOptions): string {
  const { found, unusable } = sortResults(options.results);
  if (unusable.length > 0) return "";
  return found.flatMap((result) => markSentences(result, options)).join(" ");
}

/**
 * A whole answer from the tool results alone, for when no sentence of the model may stand: the
 * label with its set and what it does not mean, the marks with chips and places, what the card
 * says and what to ask. Notes (nothing, could-not-look, not-supported) are not repeated here;
 * where they say it all, the answer is "".
 */
export function composeFallback(options: GuardOptions): string {
  const sorted = sortResults(options.results);
  if (sorted.unusable.length > 0) return "";
  const paragraphs = [
    sorted.labelled.slice(0, 1).flatMap((result) => labelSentences(result, options)),
    sorted.found.flatMap((result) => markSentences(result, options)),
    applicabilitySentences(sorted),
    cardSentences(sorted, options),
  ].filter((lines) => lines.length > 0);
  if (paragraphs.length > 0) return paragraphs.map((lines) => lines.join(" ")).join("\n\n");
  if (sorted.sourceless.length > 0) {
    return `I have no source for ${joinWords(sorted.sourceless)}. A doctor, a pharmacist or a medical library can help further.`;
  }
  if (sorted.nothing.length + sorted.unsupported.length > 0) return "";
  return options.hasImage
    ? unanswered(options)
    : "I have nothing to answer that with. Add a medical picture, or ask what a word in a report means.";
}

const MAY_ASK =
  "You can ask me what the picture shows, where something is in it, how sure I am, or what a word means.";
const NO_ADVICE =
  "I give no advice on medicines or treatment: for that, ask a doctor or a pharmacist.";

/** What there is to say of the picture where the question was not understood: what was said before. */
function unanswered({ earlier, emergency }: GuardOptions): string {
  if (emergency) return "Help comes first; the picture can wait.";
  const label = earlier.findLast(({ result }) => result.outcome === "labelled")?.result;
  const top = label?.outcome === "labelled" ? label.labels[0] : undefined;
  const found = earlier.findLast(({ result }) => result.outcome === "found")?.result;
  const known = [
    top === undefined
      ? null
      : `My label for the picture is ${top.label}, with ${shownProbability(top.probability)} of 1; it is not a diagnosis.`,
    found?.outcome === "found" && "phrase" in found
      ? `What I marked is ${found.phrase}, and a mark can be wrong.`
      : null,
  ].filter((line) => line !== null);
  if (known.length === 0) return `I have no answer to that. ${NO_ADVICE} ${MAY_ASK}`;
  const more = "I cannot say more than that about the picture.";
  return `I may not have understood that. ${known.join(" ")} ${more} ${NO_ADVICE} ${MAY_ASK}`;
}
