import type { Page } from "@playwright/test";

/**
 * From the next load of the page on, notes every state of the newest answer's words, from the
 * first that is drawn. The function that it answers gives the states so far, without repeats.
 */
export async function watchWords(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seenWords: seen });
    const note = () => {
      const article = [...document.querySelectorAll('article[aria-label="Answer"]')].at(-1);
      const column = article?.querySelector(":scope > div.grid.gap-3");
      const words = (column?.textContent ?? "").replace(/\s+/g, " ").trim();
      if (words !== "" && seen.at(-1) !== words) seen.push(words);
    };
    new MutationObserver(note).observe(document, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  return () => page.evaluate(() => (window as unknown as { seenWords: string[] }).seenWords);
}
