import type { Audience } from "@/lib/contracts/audience";
import { shownProbability } from "@/lib/contracts/shown-probability";
import { passage } from "@/lib/knowledge/cards";
import { cardsNamedIn, lookupPassages, nameIn } from "@/lib/knowledge/lookup";
import { asksAllClear, asksOf, NOT_ALL_CLEAR } from "@/lib/vlm/guard/audience-form";
import { doubtOf } from "@/lib/vlm/guard/doubt";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { joinWords } from "@/lib/vlm/guard/notes";
import type { Labelled } from "@/lib/vlm/guard/result-parts";
import { thingOfLabel } from "@/lib/vlm/tools/thing-of-label";

const SERIOUS =
  "I cannot say how serious this is, or what will come of it. A label or a mark is one look at one picture. A doctor who knows the person can say more.";
const NEXT =
  "What comes next is for the doctor to say who asked for the picture. It depends on the person and on the whole examination, and I see one picture.";

/** A card's passage for this reader, with its mark; null where it has none. */
export function fromCard(card: string, audience: Audience): string | null {
  const found = passage(card, "what", audience);
  return found === null ? null : `${found.text} [card:${card}]`;
}

/** Parts of an answer, those that there are. */
export const joined = (...parts: (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== "").join(" ");

/** What to ask, for a patient alone. */
export function asksFor({ audience, earlier }: GuardOptions): string | null {
  return audience === "patient" ? asksOf(earlier, audience) : null;
}

/** After what will come of it: that this is not known here, and what a card says of what was named. */
export function howSerious(options: GuardOptions): string {
  const name = nameIn(options.question);
  const [best] = name === null ? [] : lookupPassages(name, 1, options.audience);
  const card = best === undefined ? null : fromCard(best.card, options.audience);
  return joined(SERIOUS, card, asksFor(options));
}

/** After what a doctor will do. */
export function whatNext(options: GuardOptions): string {
  return joined(NEXT, asksFor(options));
}

const NOT_SEEN =
  "I cannot tell: there is no picture in this chat, and a word alone does not say what somebody has. The doctor who wrote the report can.";

/** After what a doctor or a report says. Null where nothing was labelled. */
export function otherView(options: GuardOptions): string | null {
  const { earlier, audience } = options;
  const last = earlier.findLast(({ result }) => result.outcome === "labelled")?.result;
  const [top] = last?.outcome === "labelled" ? last.labels : [];
  if (last?.outcome !== "labelled" || top === undefined) return null;
  return joined(
    "A doctor who examined the person knows more than one picture can show. I cannot decide between the two.",
    `My label for the picture is ${top.label}, with ${shownProbability(top.probability)} of 1; it is not a diagnosis.`,
    doubtOf(last, { ...options, audience: "clinician" }),
    audience === "patient" ? "You could ask what they saw that speaks for it." : null,
  );
}

/**
 * After a conclusion that goes beyond a label ("so I have cancer"): what the label is, and that it is
 * no diagnosis. Null where no label was given.
 */
export function beyondLabel(options: GuardOptions): string | null {
  const { earlier, audience, question } = options;
  const last = earlier.findLast(({ result }) => result.outcome === "labelled")?.result;
  const [top] = last?.outcome === "labelled" ? last.labels : [];
  if (last?.outcome !== "labelled" || top === undefined) return options.hasImage ? null : NOT_SEEN;
  const opening = asksAllClear(question) ? NOT_ALL_CLEAR : "That is more than a label can say.";
  return joined(
    opening,
    `My label for the picture is ${top.label}, with ${shownProbability(top.probability)} of 1.`,
    doubtOf(last, { ...options, audience: "clinician" }),
    "It compares one picture with others and is not a diagnosis. A doctor with more tests can tell more.",
    audience === "patient" ? asksOf(earlier, audience) : null,
  );
}

function labelReason({ labels, setName }: Labelled, audience: Audience): string | null {
  const [top] = labels;
  if (top === undefined) return null;
  const lead = `My label for the picture is ${top.label}. It comes from comparing the whole picture with those of the ${setName} set. I cannot point to the part that decided it, and I can be wrong.`;
  return joined(lead, fromCard(top.card, audience));
}

/** Asks of the label, whatever came after it. */
const OF_LABEL = /\b(?:labels?|diagnos\w+|class\w*)\b|\bwhy not\b/i;

/**
 * Why an earlier turn said what it said: of the last label, what it rests on and what its card
 * describes; of marks, how they came about. Null where nothing was labelled or marked.
 */
export function why({ earlier, audience, question }: GuardOptions): string | null {
  const label = earlier.findLast(({ result }) => result.outcome === "labelled")?.result;
  if (label?.outcome === "labelled" && OF_LABEL.test(question)) return labelReason(label, audience);
  for (const { tool, result } of earlier.toReversed()) {
    if (tool === "diagnose" && result.outcome === "labelled") return labelReason(result, audience);
    if (tool === "ground" && result.outcome === "found") {
      return `A mark stands where the picture fits ${result.phrase} well enough: each place gets a score, and those above a fixed threshold are marked. The score has no reason that I could put into words, and it can be wrong.`;
    }
    if (tool === "ground" && result.outcome === "unsupported") {
      return `I did not look for ${result.asked}: it is not among the things that I was trained to find in ${result.modality.name} pictures.`;
    }
    if (tool === "ground" && result.outcome === "nothing") {
      return `I looked over the whole picture for ${result.phrase}, and no place in it scored above my threshold. The score has no reason that I could put into words, and it can be wrong.`;
    }
  }
  return null;
}

const POINTS = /\b(?:it|this|that|these|mine|yours?)\b/i;
/** Most things that are told apart in one answer. */
const MOST_APART = 3;

/**
 * What cards say of things that are to be told from each other: those that the question names, or
 * the last label and the next one. Null where that is not two of them.
 */
export function apart({ earlier, audience, question, personText }: GuardOptions): string | null {
  const last = earlier.findLast(({ result }) => result.outcome === "labelled")?.result;
  const ofSet = last?.outcome === "labelled" ? last.labels : [];
  const named = cardsNamedIn(question);
  const spoken = cardsNamedIn(personText).filter((card) => ofSet.some((one) => one.card === card));
  const first = ofSet.slice(0, 1).map(({ card }) => card);
  const next = spoken.filter((card) => !first.includes(card)).slice(-1);
  const near =
    named.length > 0
      ? named
      : [...first, ...(next.length > 0 ? next : ofSet.slice(1, 2).map(({ card }) => card))];
  // "how does it differ from melanoma?"
  const ofLabels = ofSet.some(({ card }) => card === near[0]);
  const both =
    near.length === 1 && (ofLabels || POINTS.test(question)) ? [...first, ...near] : near;
  const cards = [...new Set(both)].slice(0, MOST_APART);
  if (cards.length < 2) return null;
  const said = cards.flatMap((card) => fromCard(card, audience) ?? []);
  return said.length < 2 ? null : said.join("\n\n");
}

/**
 * On which side a thing is: the place of the marks that were placed last, and what left and right
 * mean in a picture. Null where the thing can still be looked for. `searchable`: what can be.
 */
export function whichSide(
  { earlier, audience, question }: GuardOptions,
  searchable: readonly string[],
): string | null {
  const convention = fromCard("left-and-right", audience);
  if (!/\b(?:it|they|this|that|these|those)\b/i.test(question)) return convention;
  for (const { tool, result } of earlier.toReversed()) {
    if (tool === "ground" && result.outcome === "found") {
      const places = [...new Set(result.boxes.map(({ place }) => place))].slice(0, 3);
      const marks = result.boxes.length === 1 ? "The mark" : "Marks";
      const lie = result.boxes.length === 1 ? "lies" : "lie";
      return joined(
        `${marks} for ${result.phrase} ${lie} here in the picture: ${joinWords(places)}.`,
        convention,
      );
    }
    if (tool === "ground" && result.outcome === "nothing") {
      return joined(`I found no place for ${result.phrase} that could lie on a side.`, convention);
    }
    if (tool === "diagnose" && result.outcome === "labelled") {
      const thing = thingOfLabel(result.set, result.labels[0]?.label ?? "");
      return thing !== null && searchable.includes(thing) ? null : convention;
    }
  }
  return convention;
}

/** The last label, marks and word once more, as short as they can be said. Null where there is none. */
export function inShort(options: GuardOptions): string | null {
  const { earlier } = options;
  const labelled = earlier.findLast(({ result }) => result.outcome === "labelled");
  const marked = earlier.findLast(
    ({ tool, result }) => tool === "ground" && result.outcome === "found",
  );
  const read = earlier.findLast(
    ({ tool, result }) => tool === "lookup" && result.outcome === "found",
  );
  const lines: string[] = [];
  if (labelled?.tool === "diagnose" && labelled.result.outcome === "labelled") {
    const [top] = labelled.result.labels;
    if (top !== undefined) {
      lines.push(
        `My label for the picture is ${top.label}, with ${shownProbability(top.probability)} of 1.`,
      );
      const doubt = doubtOf(labelled.result, { ...options, audience: "patient" });
      if (doubt !== null) lines.push(doubt);
      const plain = fromCard(top.card, "patient");
      if (plain !== null) lines.push(plain);
    }
  }
  if (marked?.tool === "ground" && marked.result.outcome === "found") {
    const { boxes, phrase } = marked.result;
    const places = [...new Set(boxes.map(({ place }) => place))].slice(0, 3);
    const count = boxes.length === 1 ? "one mark" : `${boxes.length} marks`;
    lines.push(
      `For ${phrase} I placed ${count}: ${joinWords(places)}${boxes.length > 3 ? " among them" : ""}.`,
    );
  }
  if (lines.length === 0 && read?.tool === "lookup" && read.result.outcome === "found") {
    const [first] = read.result.passages;
    const plain = first === undefined ? null : fromCard(first.card, "patient");
    if (plain !== null) lines.push(plain);
  }
  if (lines.length === 0) return null;
  return `In short: ${lines.join(" ")} I can be wrong, and a doctor must look at it.`;
}

/** What kind of picture this is taken for. */
export type PictureKind = {
  id: string;
  name: string;
  probability: number;
  region: string | null;
  card: string | null;
};

/** What cannot be told of a kind of picture. */
const UNTOLD: Readonly<Record<string, string>> = {
  xray: "the view or the exposure",
  ct: "the plane, the phase or whether contrast was given",
  mri: "the sequence, the plane or whether contrast was given",
  ultrasound: "the side or the view",
  cfp: "which eye it is",
  oct: "which eye or which kind of scan it is",
  pet: "the tracer or the plane",
  dermatoscopy: "the place on the body",
  histopathology: "the stain or the magnification",
  endoscopy: "the place in the gut",
  blood_smear: "the stain or the magnification",
};

/** After the kind of picture. */
export function kindOf(kind: PictureKind, audience: Audience): string {
  const article = /^[aeiou]|^x-ray|^mri|^oct/i.test(kind.name) ? "an" : "a";
  const picture = /graph$/.test(kind.name) ? "" : " picture";
  const region = kind.region === null ? "" : ` of the ${kind.region}`;
  const untold = UNTOLD[kind.id] ?? "how it was made";
  return joined(
    `I take this for ${article} ${kind.name}${picture}${region} (${shownProbability(kind.probability)} of 1 for the kind of picture). I cannot tell ${untold}, nor how good it is.`,
    kind.card === null ? null : fromCard(kind.card, audience),
  );
}
