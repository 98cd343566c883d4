import { spawnSync } from "node:child_process";
import type { Page } from "@playwright/test";

export type LongChat = { chatId: string; branch: string[] };

/** Where the tested app's database and pictures are; null where that is not known here. */
const dataDir = (): string | null => process.env.E2E_DATA_DIR ?? process.env.DATA_DIR ?? null;

/** Whether a chat can be written beside the app under test. */
export const canSeed = (): boolean => dataDir() !== null;

/** Writes a long chat with pictures straight into the database, for an account. */
export function seedLongChat(email: string, messages = 300, pictures = 60): LongChat {
  const args = ["--conditions=react-server", "scripts/history.ts", "--long", email];
  const counts = ["--messages", String(messages), "--pictures", String(pictures)];
  const done = spawnSync("node_modules/.bin/tsx", [...args, ...counts], {
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: dataDir() ?? "" },
  });
  if (done.status !== 0) throw new Error(`the chat could not be written: ${done.stderr}`);
  return JSON.parse(done.stdout.trim().split("\n").at(-1) ?? "") as LongChat;
}

/** From the next load on, notes tasks longer than 50 ms and the most elements there were. */
export async function watchWork(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const work = { tasks: [] as number[], nodes: 0 };
    Object.assign(window, { work });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) work.tasks.push(Math.round(duration));
    }).observe({ type: "longtask", buffered: true });
    const count = () => {
      work.nodes = Math.max(work.nodes, document.getElementsByTagName("*").length);
    };
    setInterval(count, 50);
  });
}

type Work = { longest: number; over: number; nodes: number };

/** Tasks since the last look, and the most elements ever. */
export const workSoFar = (page: Page): Promise<Work> =>
  page.evaluate(async () => {
    // The observer hears of a task after it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { work } = window as unknown as { work: { tasks: number[]; nodes: number } };
    const tasks = work.tasks.splice(0);
    const nodes = Math.max(work.nodes, document.getElementsByTagName("*").length);
    const over = tasks.filter((ms) => ms > 100).length;
    return { longest: Math.max(0, ...tasks), over, nodes };
  });

/** Clicks a link to a chat and answers how long it took until that message was drawn (ms). */
export const openByLink = (page: Page, chatId: string, messageId: string): Promise<number> =>
  page.evaluate(
    async ([href, id]) => {
      const link = document.querySelector<HTMLAnchorElement>(`a[href="/chat/${href}"]`);
      if (link === null) throw new Error("the chat is not in the list");
      const began = performance.now();
      link.click();
      const drawn = () => {
        const box = document.querySelector(`[data-message="${id}"]`)?.getBoundingClientRect();
        return box !== undefined && box.height > 0 && box.top < innerHeight && box.bottom > 0;
      };
      while (!drawn()) {
        if (performance.now() - began > 30_000) throw new Error("the chat did not open");
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return Math.round(performance.now() - began);
    },
    [chatId, messageId],
  );

/** Scrolls up, a step a frame, until the first message is there and stays; ends at the top. */
export const scrollToFirst = (page: Page, first: string): Promise<void> =>
  page.evaluate(async (id) => {
    const column = document
      .querySelector("[data-message]")
      ?.closest<HTMLElement>(".overflow-y-auto");
    if (!column) throw new Error("there is no column");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (const end = performance.now() + 60_000; performance.now() < end; await frame()) {
      column.scrollTop -= 240;
      const held = document.querySelector(`[data-message="${id}"]`) !== null;
      if (held && column.scrollTop < 1) return;
    }
    throw new Error("the first message was not reached");
  }, first);

/** Scrolls down, a step a frame, to the end. */
export const scrollToLast = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const column = document
      .querySelector("[data-message]")
      ?.closest<HTMLElement>(".overflow-y-auto");
    if (!column) throw new Error("there is no column");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (const end = performance.now() + 60_000; performance.now() < end; await frame()) {
      column.scrollTop += 240;
      if (column.scrollTop + column.clientHeight >= column.scrollHeight - 2) return;
    }
  });
