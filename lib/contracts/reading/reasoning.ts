/** What a step of reasoning rests on. */
export type Evidence =
  | { kind: "image" | "none" | "diagnose" | "ground" | "lookup" }
  | { kind: "boxes"; ids: number[] }
  | { kind: "card"; id: string };

/** What a step rests on where that is neither a mark nor a card, as it is read. */
export const EVIDENCE_WORDS: Record<"image" | "none" | "diagnose" | "ground" | "lookup", string> = {
  image: "the picture",
  none: "no evidence",
  diagnose: "the label set",
  ground: "the search",
  lookup: "the cards",
};

export type ReasoningStep = { number: number; text: string; evidence: Evidence | null };

const STEP = /^(\d{1,3})\.\s+(.*)$/;
const EVIDENCE =
  /^(.*?)\s*\((image|none|diagnose|ground|lookup|box \d+|boxes [\d, ]+|card [a-z0-9-]+)\)\.?$/;
const HALF_EVIDENCE = /\s*\([a-z0-9, -]*$/;

/** Reads the words between the brackets of a step; null when they name nothing we know. */
export function parseEvidence(words: string): Evidence | null {
  if (
    words === "image" ||
    words === "none" ||
    words === "diagnose" ||
    words === "ground" ||
    words === "lookup"
  )
    return { kind: words };
  const boxes = /^box(?:es)? ([\d, ]+)$/.exec(words);
  if (boxes?.[1] !== undefined)
    return { kind: "boxes", ids: boxes[1].split(",").map((each) => Number(each.trim())) };
  const card = /^card ([a-z0-9-]+)$/.exec(words);
  return card?.[1] === undefined ? null : { kind: "card", id: card[1] };
}

function readStep(number: number, words: string): ReasoningStep {
  const match = EVIDENCE.exec(words.trim());
  if (match?.[1] === undefined || match[2] === undefined)
    return { number, text: words.trim().replace(HALF_EVIDENCE, ""), evidence: null };
  return { number, text: match[1], evidence: parseEvidence(match[2]) };
}

/**
 * Reads the model's reasoning, one `N. sentence. (EVIDENCE)` a line. A line without a number
 * belongs to the step before it; evidence still being written is held back.
 */
export function parseReasoning(text: string): ReasoningStep[] {
  const steps: { number: number; words: string }[] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "") continue;
    const match = STEP.exec(line);
    const last = steps.at(-1);
    if (match?.[1] !== undefined && match[2] !== undefined)
      steps.push({ number: Number(match[1]), words: match[2] });
    else if (last !== undefined) last.words = `${last.words} ${line}`;
    else if (!/^\d{1,3}\.?$/.test(line)) steps.push({ number: 1, words: line });
  }
  return steps.map((step) => readStep(step.number, step.words));
}
