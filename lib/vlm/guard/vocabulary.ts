import {
  ANATOMY_WORDS,
  FINDING_WORDS,
  MODALITY_WORDS,
  STATE_WORDS,
} from "@/lib/vlm/guard/clinical-words";
import { words } from "@/lib/vlm/guard/text";

export type TermKind = "finding" | "state" | "anatomy" | "modality";
/** A term found in a text: its folded words joined by blanks, and where they stand. */
export type TermUse = { term: string; kind: TermKind; start: number; end: number };
export type Vocabulary = { kinds: ReadonlyMap<string, TermKind>; longest: number };

function parts(list: string): string[] {
  return list
    .split(",")
    .map((entry) => words(entry).join(" "))
    .filter((entry) => entry !== "");
}

const BASE: ReadonlyMap<string, TermKind> = new Map<string, TermKind>([
  ...parts(MODALITY_WORDS).map((term) => [term, "modality"] as const),
  ...parts(STATE_WORDS).map((term) => [term, "state"] as const),
  ...parts(ANATOMY_WORDS).map((term) => [term, "anatomy"] as const),
  ...parts(FINDING_WORDS).map((term) => [term, "finding"] as const),
]);

/** Endings of disease names: a word that no list knows is still seen. */
const DISEASE_ENDING =
  /(?:oma|itis|osis|iasis|emia|penia|pathy|plasia|megaly|cele|trophy|rrhage|stenosis|ectasis|malacia|thorax|plegia|algia|edema|cytosis|uria|ectomy|ostomy|sclerosis|oid carcinoma)$/;
const NOT_DISEASE = new Set(
  "aroma axioma coma diploma idioma soma sarcome diagnosis prognosis osmosis mitosis hypnosis symbiosis photosynthesis sympathy empathy apathy homeopathy telepathy nostalgia trophy atrophy philosophy thorax hemothorax kilogram chroma oklahoma roma stoma".split(
    " ",
  ),
);

/** The base vocabulary and these texts (labels, phrases, card titles) as terms of their own. */
export function vocabularyWith(extra: readonly { text: string; kind: TermKind }[]): Vocabulary {
  const kinds = new Map(BASE);
  for (const { text, kind } of extra) {
    const term = words(text).join(" ");
    if (term !== "" && !kinds.has(term)) kinds.set(term, kind);
  }
  let longest = 1;
  for (const term of kinds.keys()) longest = Math.max(longest, term.split(" ").length);
  return { kinds, longest };
}

/** Every term in folded words, the longest match first, none overlapping. */
export function findTerms(folded: readonly string[], vocabulary: Vocabulary): TermUse[] {
  const found: TermUse[] = [];
  let at = 0;
  while (at < folded.length) {
    const use = longestAt(folded, at, vocabulary);
    if (use === null) {
      at += 1;
    } else {
      found.push(use);
      at = use.end;
    }
  }
  return found;
}

function longestAt(folded: readonly string[], at: number, vocabulary: Vocabulary): TermUse | null {
  for (let size = Math.min(vocabulary.longest, folded.length - at); size >= 1; size -= 1) {
    const term = folded.slice(at, at + size).join(" ");
    const kind = vocabulary.kinds.get(term);
    if (kind !== undefined) return { term, kind, start: at, end: at + size };
  }
  const word = folded[at] ?? "";
  if (DISEASE_ENDING.test(word) && !NOT_DISEASE.has(word)) {
    return { term: word, kind: "finding", start: at, end: at + 1 };
  }
  return null;
}
