/** British spellings and ligatures brought to the American ones, so that both compare equal. */
function foldSpelling(word: string): string {
  return word
    .replace(/tumour/g, "tumor")
    .replace(/grey/g, "gray")
    .replace(/goitre/g, "goiter")
    .replace(/centre/g, "center")
    .replace(/haem|hæm/g, "hem")
    .replace(/aemi/g, "emi")
    .replace(/gynaec/g, "gynec")
    .replace(/ischaem/g, "ischem")
    .replace(/naev/g, "nev")
    .replace(/oedem/g, "edem")
    .replace(/oesoph/g, "esoph")
    .replace(/rrhoea|rrhoe/g, "rrhe")
    .replace(/leuco/g, "leuko")
    .replace(/isation$/, "ization");
}

const IRREGULAR: Readonly<Record<string, string>> = {
  pneumothoraces: "pneumothorax",
  haemothoraces: "hemothorax",
  metastases: "metastasis",
  diagnoses: "diagnosis",
  mitoses: "mitosis",
  vertebrae: "vertebra",
  vertebras: "vertebra",
  nuclei: "nucleus",
  bronchi: "bronchus",
  thrombi: "thrombus",
  emboli: "embolus",
  calculi: "calculus",
  alveoli: "alveolus",
  menisci: "meniscus",
  sulci: "sulcus",
  hila: "hilum",
  nevi: "nevus",
  naevi: "nevus",
  bullae: "bulla",
  diverticula: "diverticulum",
  fistulae: "fistula",
  feet: "foot",
  teeth: "tooth",
  biopsies: "biopsy",
  indices: "index",
  apices: "apex",
  varices: "varices",
  hippocampi: "hippocampus",
  lungs: "lung",
};

/** One singular form for a lower-case word. */
function singular(word: string): string {
  const fixed = IRREGULAR[word];
  if (fixed !== undefined) return fixed;
  if (word.length > 5 && word.endsWith("omata")) return `${word.slice(0, -4)}ma`;
  if (word.length > 4 && /(stas|nos|tas|ros|phos)es$/.test(word)) return `${word.slice(0, -2)}is`;
  if (word.length > 7 && word.endsWith("oses")) return `${word.slice(0, -2)}is`;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("s") && !/(ss|us|is|'s)$/.test(word)) {
    return word.slice(0, -1);
  }
  return word;
}

/**
 * Lower-case text in which spelling no longer matters: NFKC, straight quotes, no emphasis marks,
 * hyphens, dashes inside words and slashes as blanks. Chips `[n]` and sentence marks stay.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .replace(/[\u201c\u201d"]/g, " ")
    .replace(/[*_#>]/g, "")
    .replace(/(?<=[\p{L}\d])[-\u2010\u2011/](?=[\p{L}\d])/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** One word as compared: spelling folded, singular, no possessive. */
export function foldWord(word: string): string {
  const bare = word.replace(/'s$|'$/, "");
  const folded = IRREGULAR[bare] === undefined ? foldSpelling(bare) : bare;
  return foldSpelling(singular(folded));
}

/** The words of a text in lower case, in order. */
export function rawWords(text: string): string[] {
  return foldText(text).match(/[\p{L}\d]+(?:'[\p{L}]+)?/gu) ?? [];
}

/** The words of a text as compared, in order. */
export function words(text: string): string[] {
  return rawWords(text).map(foldWord);
}
