import type { Page } from "@playwright/test";
import { ANSWER_TIMEOUT } from "./pages";

/**
 * Stops the answer with its first words. Within the page, because a short answer may be whole before
 * a press from outside arrives.
 */
export async function stopAtFirstWords(page: Page): Promise<void> {
  await page.evaluate(
    ({ within }) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          const stop = document.querySelector<HTMLElement>('[aria-label="Stop the answer"]');
          const answer = [...document.querySelectorAll('article[aria-label="Answer"]')].at(-1);
          const words = answer?.querySelector(":scope > div.grid.gap-3")?.textContent ?? "";
          if (stop === null || words.trim() === "") return;
          watch.disconnect();
          clearTimeout(late);
          stop.click();
          resolve();
        };
        const watch = new MutationObserver(look);
        const late = setTimeout(() => {
          watch.disconnect();
          reject(new Error("no words while an answer could be stopped"));
        }, within);
        watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      }),
    { within: ANSWER_TIMEOUT },
  );
}
