/** What a phrase may stand for: one of the trained phrases, or several that are looked for together. */
type Meaning = readonly string[];

/** Words that say nothing about what is looked for. */
const FILLER = new Set(
  "the a an any some this that these those my his her their your its all every each both please in of on picture image here contour contours outline outlines mask masks".split(
    " ",
  ),
);

/** American and older spellings -> the project's own. */
const SPELLING: Readonly<Record<string, string>> = {
  tumor: "tumour",
  neoplasm: "tumour",
  hemorrhage: "haemorrhage",
  leucocyte: "leukocyte",
  naevus: "nevus",
  grey: "gray",
  r: "right",
  rt: "right",
  l: "left",
  lt: "left",
};

const IRREGULAR: Readonly<Record<string, string>> = {
  nuclei: "nucleus",
  nucleuses: "nucleus",
  hippocampi: "hippocampus",
  nevi: "nevus",
  naevi: "nevus",
  hippocampus: "hippocampus",
  nucleus: "nucleus",
  nevus: "nevus",
  thrombus: "thrombus",
  masses: "mass",
  mass: "mass",
  bodies: "body",
  rbcs: "rbc",
  wbcs: "wbc",
};

/** One meaning in every modality. Keys are normalised: see `normalisePhrase`. */
const ANYWHERE: Readonly<Record<string, Meaning>> = {
  lung: ["left lung", "right lung"],
  "lung field": ["left lung", "right lung"],
  "left lung field": ["left lung"],
  "right lung field": ["right lung"],
  "lung left side": ["left lung"],
  "lung right side": ["right lung"],
  "lung left": ["left lung"],
  "lung right": ["right lung"],
  "left and right lung": ["left lung", "right lung"],
  "right and left lung": ["left lung", "right lung"],
  "left sided lung": ["left lung"],
  "right sided lung": ["right lung"],
  erythrocyte: ["red blood cell"],
  "red cell": ["red blood cell"],
  "red blood corpuscle": ["red blood cell"],
  rbc: ["red blood cell"],
  leukocyte: ["white blood cell"],
  "white cell": ["white blood cell"],
  wbc: ["white blood cell"],
  thrombocyte: ["platelet"],
  "blood platelet": ["platelet"],
  "white cell nucleus": ["white blood cell nucleus"],
  "leukocyte nucleus": ["white blood cell nucleus"],
  "nucleus leukocyte": ["white blood cell nucleus"],
  "nucleus white blood cell": ["white blood cell nucleus"],
  "nucleus white cell": ["white blood cell nucleus"],
  "nucleus cell": ["cell nucleus"],
  "brain mass": ["brain tumour"],
  "tumour brain": ["brain tumour"],
  "intracranial tumour": ["brain tumour"],
  "breast mass": ["breast tumour"],
  "breast lump": ["breast tumour"],
  "tumour breast": ["breast tumour"],
  "lump breast": ["breast tumour"],
  mole: ["skin lesion"],
  "skin spot": ["skin lesion"],
  "skin mark": ["skin lesion"],
  "lesion skin": ["skin lesion"],
  "pigmented lesion": ["skin lesion"],
  "pigmented skin lesion": ["skin lesion"],
  birthmark: ["skin lesion"],
  hippocampus: ["anterior hippocampus", "posterior hippocampus"],
  "front part hippocampus": ["anterior hippocampus"],
  "anterior part hippocampus": ["anterior hippocampus"],
  "hippocampus front": ["anterior hippocampus"],
  "back part hippocampus": ["posterior hippocampus"],
  "posterior part hippocampus": ["posterior hippocampus"],
  "hippocampus back": ["posterior hippocampus"],
  "hippocampus head": ["anterior hippocampus"],
  "hippocampal head": ["anterior hippocampus"],
  "front hippocampus": ["anterior hippocampus"],
  "hippocampus tail": ["posterior hippocampus"],
  "hippocampal tail": ["posterior hippocampus"],
  "back hippocampus": ["posterior hippocampus"],
  haemorrhage: ["bleeding"],
  bleed: ["bleeding"],
  "active bleeding": ["bleeding"],
  "active haemorrhage": ["bleeding"],
  "fresh bleeding": ["bleeding"],
  "bleeding spot": ["bleeding"],
  "bleeding point": ["bleeding"],
  "bleeding site": ["bleeding"],
  "bleeding area": ["bleeding"],
  "area bleeding": ["bleeding"],
};

/** Plain words whose meaning the kind of picture decides. */
const BY_MODALITY: Readonly<Record<string, Readonly<Record<string, Meaning>>>> = {
  mri: {
    tumour: ["brain tumour"],
    mass: ["brain tumour"],
    growth: ["brain tumour"],
    lesion: ["brain tumour"],
    cancer: ["brain tumour"],
    "space occupying lesion": ["brain tumour"],
  },
  ultrasound: {
    lesion: ["breast tumour"],
    cancer: ["breast tumour"],
    tumour: ["breast tumour"],
    mass: ["breast tumour"],
    lump: ["breast tumour"],
    growth: ["breast tumour"],
    nodule: ["breast tumour"],
  },
  dermatoscopy: {
    lesion: ["skin lesion"],
    spot: ["skin lesion"],
    mark: ["skin lesion"],
    nevus: ["skin lesion"],
    "skin nevus": ["skin lesion"],
    freckle: ["skin lesion"],
    thing: ["skin lesion"],
    patch: ["skin lesion"],
    melanoma: ["skin lesion"],
    growth: ["skin lesion"],
    "dark spot": ["skin lesion"],
    "brown spot": ["skin lesion"],
  },
  endoscopy: { blood: ["bleeding"] },
  blood_smear: {
    nucleus: ["white blood cell nucleus"],
    "cell nucleus": ["white blood cell nucleus"],
    blast: ["white blood cell"],
    "blast cell": ["white blood cell"],
  },
  histopathology: { nucleus: ["cell nucleus"], "nucleus cell": ["cell nucleus"] },
};

/** Names above that are of one kind of what is looked for, which a mark does not tell from others. */
const NARROWER = new Set(["blast", "blast cell", "cancer", "melanoma"]);

/** Whether a phrase names one kind of the thing that is looked for in its place. */
export function isNarrower(phrase: string): boolean {
  return NARROWER.has(normalisePhrase(phrase));
}

function singular(word: string): string {
  const known = IRREGULAR[word];
  if (known !== undefined) return known;
  if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word;
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

/** Lower case, letters and digits only, no articles, singular, British spelling. */
export function normalisePhrase(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['\u2019]s\b/g, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !FILLER.has(word))
    .map(singular)
    .map((word) => SPELLING[word] ?? word)
    .join(" ");
}

function meaningOf(part: string, modality: string, trained: ReadonlySet<string>): Meaning | null {
  const plain = normalisePhrase(part);
  const special = BY_MODALITY[modality]?.[plain];
  if (special !== undefined) return special;
  for (const phrase of trained) if (normalisePhrase(phrase) === plain) return [phrase];
  return ANYWHERE[plain] ?? null;
}

/**
 * The trained phrases that a free phrase stands for in a modality; [] where it stands for none.
 * Sides are kept. A phrase with a word more ("lung nodule") is another thing and stands for none.
 */
export function trainedPhrases(
  asked: string,
  modality: string,
  trained: ReadonlySet<string>,
): string[] {
  const whole = meaningOf(asked, modality, trained);
  if (whole !== null) return [...whole];
  const parts = asked.split(/,|;|\band\b|\bor\b|&|\+/i).filter((part) => part.trim() !== "");
  if (parts.length < 2) return [];
  const found = parts.map((part) => meaningOf(part, modality, trained));
  return found.every((meaning) => meaning !== null) ? [...new Set(found.flat())] : [];
}
