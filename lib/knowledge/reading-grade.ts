/** Syllables of an English word, by its vowel groups without a silent ending. */
function syllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, "");
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").replace(/^y/, "");
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}

/** School grade that a text asks for: Flesch-Kincaid, Kincaid and others 1975. */
export function readingGrade(text: string): number {
  const sentences = text.split(/[.?!](?:\s|$)/).filter((part) => part.trim() !== "").length;
  const words = text.split(/[\s-]+/).filter((word) => /[a-z0-9]/i.test(word));
  const spoken = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (spoken / words.length) - 15.59;
}
