/** Words that say nothing about the subject of a look-up. */
const STOP_WORDS = new Set(
  `a about after all am an and any are as at be been being best better but by can could day days
  did do does doctor done explain find for from get give had happen happens has have help her his how hurt hurts
  i if image in into is it its know life like live look make may me mean meaning means mine my
  name need not of on one or our out people person picture please question questions report result results said saw
  say says see shall she should show so some something tell than that the their them then there
  these they thing this those time to today tomorrow up us use used was way we were what when
  where which who why will with word work works would year years you your`.split(/\s+/),
);

/** British and American spellings, plurals and common endings brought to one form. */
export function stem(word: string): string {
  const spelled = word
    .replace(/ae/g, "e")
    .replace(/oe(?=[dst])/g, "e")
    .replace(/our(s|ed|ing)?$/, "or$1")
    .replace(/^grey/, "gray");
  return spelled
    .replace(/(?<=.{2})ies$/, "y")
    .replace(/(?<=(ss|x|ch|sh))es$/, "")
    .replace(/(?<=.{2}[^sui])s$/, "")
    .replace(/(?<=.{4})(ing|ed)$/, "");
}

/** The words of a text in lower case without accents; a possessive 's is left off. */
export function tokens(text: string): string[] {
  const words = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return words.replace(/['’]s\b/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A word as the index holds it, or null for a word without a subject. */
export function indexTerm(word: string): string | null {
  return STOP_WORDS.has(word) ? null : stem(word);
}

/** The distinct index terms of a text, in order. */
export function indexTerms(text: string): string[] {
  const terms = tokens(text).map(indexTerm);
  return [...new Set(terms.filter((term) => term !== null))];
}
