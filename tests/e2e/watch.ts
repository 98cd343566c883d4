import type { Page } from "@playwright/test";

/**
 * Notes every state of the newest answer's words from now on. The function that it answers ends
 * the watch and gives the states in order, without repeats.
 */
export async function watchWords(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seenWords: seen });
    const note = () => {
      const article = [...document.querySelectorAll('article[aria-label="Answer"]')].at(-1);
      const column = article?.querySelector(":scope > div.grid.gap-3");
      const words = (column?.textContent ?? "").replace(/\s+/g, " ").trim();
      if (words !== "" && seen.at(-1) !== words) seen.push(words);
    };
    new MutationObserver(note).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    note();
  });
  return () => page.evaluate(() => (window as unknown as { seenWords: string[] }).seenWords);
}

/**
 * The states that are not a beginning of the whole, or that are shorter than one before: a lost
 * or a doubled character shows here. Empty when all is well.
 */
export function growth(seen: string[], whole: string): string[] {
  return seen.filter(
    (words, at) =>
      !bare(whole).startsWith(bare(words)) || words.length < (seen[at - 1]?.length ?? 0),
  );
}

const bare = (words: string): string => words.replace(/\s+/g, "");
