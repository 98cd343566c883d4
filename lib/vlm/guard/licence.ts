import { shownProbability } from "@/lib/contracts/shown-probability";
import type { GroundedBox } from "@/lib/contracts/tools";
import { getCard } from "@/lib/knowledge/cards";
import { cardOfLabel, cardOfModality, cardOfPhrase } from "@/lib/knowledge/labels";
import type { GuardOptions } from "@/lib/vlm/guard/guard-options";
import { foldText, rawWords, words } from "@/lib/vlm/guard/text";
import {
  findTerms,
  type TermKind,
  type Vocabulary,
  vocabularyWith,
} from "@/lib/vlm/guard/vocabulary";

/** What this turn's tool results and the person's words allow a sentence to say. */
export type Licence = {
  vocabulary: Vocabulary;
  /** Folded phrases that may be stated: marks found, the top label, regions and modality. */
  stated: ReadonlySet<string>;
  /** Labels of the set used, most probable first, folded. */
  labels: readonly string[];
  topIsNegative: boolean;
  topLabel: string | null;
  searchedInVain: ReadonlySet<string>;
  searched: ReadonlySet<string>;
  supported: ReadonlySet<string>;
  modalities: ReadonlySet<string>;
  personWords: ReadonlySet<string>;
  personTerms: ReadonlySet<string>;
  /** Label texts as sentences have them: lower case, straight quotes. */
  labelTexts: readonly string[];
  /** Findings that the question names and no result covers. */
  uncovered: readonly string[];
  /** Whether the question names a finding that no result states. */
  doubtful: boolean;
  /** Whether the question names something and results state all of it. */
  borneOut: boolean;
  /** The question is about plane, view or kind of the picture and names nothing clinical. */
  asksForm: boolean;
  marks: ReadonlyMap<number, GroundedBox>;
  numbers: ReadonlySet<string>;
  counts: ReadonlySet<number>;
  cards: ReadonlySet<string>;
  /** Cards whose questions for a doctor may be given: these, and those of earlier turns. */
  askCards: ReadonlySet<string>;
  /** Names of label sets, their views and populations. */
  settings: ReadonlySet<string>;
  /** Titles of the cards licensed. */
  titles: ReadonlySet<string>;
};

const FORM_WORDS =
  /\b(?:planes?|axial|coronal|sagittal|frontal|views?|ct|mri|x-?rays?|contrast|slices?|pa|ap|scans?|kind|type|modality|weighted|t1|t2|flair)\b/i;

/** Words of a text as the person spelled them, by their place among its words. */
function spelled(text: string, start: number, end: number): string {
  return rawWords(text).slice(start, end).join(" ");
}

/** A label such as "normal" or "no tumour": it names what was not seen. */
export function isNegativeLabel(label: string): boolean {
  return /^(no\b|normal\b|benign lung tissue$)/i.test(label.trim());
}

/** Singular form of a whole phrase, folded. */
export function foldPhrase(text: string): string {
  return words(text).join(" ");
}

type Draft = {
  stated: Set<string>;
  labels: string[];
  vain: Set<string>;
  searched: Set<string>;
  supported: Set<string>;
  modalities: Set<string>;
  marks: Map<number, GroundedBox>;
  numbers: Set<string>;
  counts: Set<number>;
  cards: Set<string>;
  settings: Set<string>;
  titles: Set<string>;
  /** What was asked for where something was found, as it was asked. */
  answered: Set<string>;
};

function addGround(
  draft: Draft,
  entry: Extract<GuardOptions["results"][number], { tool: "ground" }>,
) {
  const { result } = entry;
  draft.searched.add(foldPhrase(result.asked));
  if (result.modality !== null) draft.modalities.add(result.modality.name);
  const phrase = result.outcome === "found" || result.outcome === "nothing" ? result.phrase : null;
  if (phrase !== null) {
    draft.searched.add(foldPhrase(phrase));
    const card = cardOfPhrase(phrase);
    if (card !== null) draft.cards.add(card);
  }
  if (result.outcome === "unsupported") {
    for (const one of result.supported) draft.supported.add(foldPhrase(one));
  }
  if ("card" in result && result.card !== null) draft.cards.add(result.card);
  if (result.outcome === "nothing") {
    draft.vain.add(foldPhrase(result.phrase));
    draft.vain.add(foldPhrase(result.asked));
  }
  if (result.outcome !== "found") return;
  draft.stated.add(foldPhrase(result.phrase));
  draft.answered.add(foldPhrase(result.asked));
  draft.counts.add(result.boxes.length);
  if (result.boxes.length > 6) {
    draft.counts.add(6);
    draft.counts.add(result.boxes.length - 6);
  }
  for (const box of result.boxes) {
    draft.marks.set(box.id, box);
    draft.stated.add(foldPhrase(box.label));
  }
}

function addDiagnose(
  draft: Draft,
  entry: Extract<GuardOptions["results"][number], { tool: "diagnose" }>,
) {
  const { result } = entry;
  if (result.modality !== null) draft.modalities.add(result.modality.name);
  if (result.outcome === "not-applicable") {
    for (const one of result.canLookFor) draft.supported.add(foldPhrase(one));
    if (result.region !== null) draft.stated.add(foldPhrase(result.region));
    if (result.card !== null) draft.cards.add(result.card);
  }
  if (result.outcome !== "labelled") return;
  for (const place of [result.setName, result.view, result.population]) draft.settings.add(place);
  for (const [rank, { label, probability, card }] of result.labels.entries()) {
    draft.labels.push(foldPhrase(label));
    draft.cards.add(card);
    draft.cards.add(cardOfLabel(result.set, label) ?? card);
    if (rank > 1) continue;
    draft.numbers.add(probability.toFixed(2));
    draft.numbers.add(shownProbability(probability).replace(/^[<>] /, ""));
    draft.numbers.add(String(Math.round(probability * 100)));
  }
  const top = result.labels[0]?.label;
  if (top !== undefined && !isNegativeLabel(top)) draft.stated.add(foldPhrase(top));
}

function emptyDraft(): Draft {
  return {
    stated: new Set(),
    labels: [],
    vain: new Set(),
    searched: new Set(),
    supported: new Set(),
    modalities: new Set(),
    marks: new Map(),
    numbers: new Set(),
    counts: new Set(),
    cards: new Set(),
    settings: new Set(),
    titles: new Set(),
    answered: new Set(),
  };
}

function addAll(draft: Draft, results: GuardOptions["results"]): void {
  for (const entry of results) {
    if (entry.tool === "ground") addGround(draft, entry);
    else if (entry.tool === "diagnose") addDiagnose(draft, entry);
    else if (entry.result.outcome === "found") {
      for (const one of entry.result.passages) {
        draft.cards.add(one.card);
        draft.titles.add(one.title);
      }
    }
    const { modality } = entry.tool === "lookup" ? { modality: null } : entry.result;
    const card = modality === null ? null : cardOfModality(modality.id);
    if (card !== null) draft.cards.add(card);
  }
  if (draft.marks.size > 0) draft.counts.add(draft.marks.size);
}

/** Adds the anatomy words of set names, views and regions: they may be named, not claimed ill. */
function addRegions(draft: Draft, vocabulary: Vocabulary): void {
  for (const text of draft.settings) {
    for (const use of findTerms(words(text), vocabulary)) {
      if (use.kind === "anatomy") draft.stated.add(use.term);
    }
  }
}

/** Reads the results and the person's text of a turn once, before any sentence is judged. */
export function licenceOf(options: GuardOptions): Licence {
  const draft = emptyDraft();
  addAll(draft, options.results);
  const before = emptyDraft();
  addAll(before, options.earlier);
  const asKind = (texts: Iterable<string>, kind: TermKind) =>
    [...texts].map((text) => ({ text, kind }));
  const titles = [...draft.cards].flatMap((id) => getCard(id)?.title ?? []);
  const vocabulary = vocabularyWith([
    ...asKind([...draft.stated, ...draft.labels, ...draft.searched, ...draft.supported], "finding"),
    ...asKind(titles, "finding"),
  ]);
  addRegions(draft, vocabulary);
  for (const title of titles) draft.titles.add(title);
  const personWords = words(options.personText);
  const asked = findTerms(words(options.question), vocabulary);
  const top = draft.labels[0] ?? null;
  const rawTop = options.results.find(
    (entry) => entry.tool === "diagnose" && entry.result.outcome === "labelled",
  );
  const labelTexts =
    rawTop?.tool === "diagnose" && rawTop.result.outcome === "labelled"
      ? rawTop.result.labels.map(({ label }) => foldText(label))
      : [];
  const covered = (term: string) =>
    [...draft.stated, ...draft.searched, ...draft.labels].some((phrase) => within(term, phrase));
  const stated = (term: string) =>
    [...draft.stated, ...draft.answered].some((phrase) => within(term, phrase));
  const named = asked.filter((use) => use.kind === "finding" || use.kind === "anatomy");
  return {
    vocabulary,
    stated: draft.stated,
    labels: draft.labels,
    topLabel: top,
    topIsNegative: isNegativeLabel(labelTexts[0] ?? ""),
    labelTexts,
    searchedInVain: draft.vain,
    searched: draft.searched,
    supported: draft.supported,
    modalities: new Set([...draft.modalities].map(foldPhrase)),
    personWords: new Set(personWords),
    personTerms: new Set(
      findTerms(personWords, vocabulary).flatMap((use) => [use.term, ...use.term.split(" ")]),
    ),
    uncovered: [
      ...new Set(
        asked
          .filter((use) => use.kind === "finding" && !covered(use.term))
          .map((use) => spelled(options.question, use.start, use.end)),
      ),
    ],
    doubtful: asked.some(
      (use) => (use.kind === "finding" || use.kind === "state") && !stated(use.term),
    ),
    borneOut: named.length > 0 && named.every((use) => stated(use.term)),
    asksForm:
      FORM_WORDS.test(options.question) &&
      asked.every((use) => use.kind === "anatomy" || use.kind === "modality"),
    marks: draft.marks,
    numbers: draft.numbers,
    counts: draft.counts,
    cards: draft.cards,
    askCards: new Set([...draft.cards, ...before.cards]),
    settings: new Set([...draft.settings].map(foldPhrase)),
    titles: new Set([...draft.titles].map(foldPhrase)),
  };
}

/** Whether every word of the term stands in the phrase ("tumor" in "brain tumor"). */
export function within(term: string, phrase: string): boolean {
  const have = new Set(phrase.split(" "));
  return term.split(" ").every((word) => have.has(word));
}
