import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import {
  canSeed,
  type LongChat,
  openByLink,
  scrollToFirst,
  scrollToLast,
  seedLongChat,
  watchWork,
  workSoFar,
} from "./long-chat";
import {
  chatLinks,
  earlierButton,
  message,
  newPerson,
  nextVersion,
  openStart,
  previousVersion,
  searchBox,
  searchResults,
  signUp,
  versions,
  waitForAnswer,
} from "./pages";

/** Elements of the whole document, wherever one is in a chat. */
const MOST_NODES = 5000;
/** Only `npm run bench:long-chat` fails on times: a busy machine is no fault of the page. */
const BENCH = process.env.E2E_BENCH === "1";
const OPEN_MS = 500;
const TASK_MS = 100;

test.describe.configure({ mode: "serial" });

let page: Page;
let chat: LongChat;

test.beforeAll(async ({ browser }) => {
  test.skip(!canSeed(), "the data folder of the app under test is not known here");
  test.setTimeout(240_000);
  page = await newPerson(browser);
  const email = `long-${crypto.randomUUID().slice(0, 8)}@example.org`;
  await signUp(page, email, "nine otters under a bridge");
  await openStart(page);
  chat = seedLongChat(email);
  await watchWork(page);
});

const first = () => chat.branch[0] ?? "";
const last = () => chat.branch.at(-1) ?? "";

/** Prints what a part took; in a bench it fails where that is too much. */
async function report(what: string, opened?: number): Promise<void> {
  const { longest, over, nodes } = await workSoFar(page);
  const time = opened === undefined ? "" : `open ${opened} ms, `;
  console.log(
    `long chat, ${what}: ${time}longest task ${longest} ms, ${over} over ${TASK_MS} ms, at most ${nodes} elements`,
  );
  expect(nodes).toBeLessThanOrEqual(MOST_NODES);
  if (!BENCH) return;
  expect(longest).toBeLessThanOrEqual(TASK_MS);
  if (opened !== undefined) expect(opened).toBeLessThanOrEqual(OPEN_MS);
}

test("300 messages with 60 pictures open at their end", async () => {
  await page.goto("/");
  await expect(chatLinks(page)).toHaveCount(1);
  await page.waitForTimeout(1000);
  await workSoFar(page);
  const opened = await openByLink(page, chat.chatId, last());
  await expect(message(page, last())).toBeInViewport();
  await expect(message(page, first())).toHaveCount(0);
  await report("opened", opened);
});

test("earlier messages come as one scrolls up, and what is on the screen stays there", async () => {
  await page.waitForTimeout(1000);
  const top = chat.branch[240] ?? "";
  await expect(message(page, top)).toHaveCount(1);
  await earlierButton(page).scrollIntoViewIfNeeded();
  await expect(message(page, chat.branch[180] ?? "")).toHaveCount(1);
  await expect(message(page, top)).toBeInViewport();
  await scrollToFirst(page, first());
  await expect(message(page, first())).toBeInViewport();
  await report("scrolled up to the first message");
  await scrollToLast(page);
  await expect(message(page, last())).toBeInViewport();
  await report("scrolled down again");
});

test("all of its words can be found in the page and are read out in order", async () => {
  for (const at of [1, 101, 201]) {
    await expect(message(page, chat.branch[at] ?? "")).toContainText(`Answer ${(at - 1) / 2}.`);
    await expect(message(page, chat.branch[at] ?? "").getByRole("article")).toHaveAccessibleName(
      "Answer",
    );
  }
  const order = await page
    .locator("[data-message]")
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.message));
  expect(order).toEqual(chat.branch);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);
});

test("turning to another version at its end and near its beginning keeps the place", async () => {
  const answer = () => page.locator("[data-message]").last();
  await previousVersion(answer()).click();
  await expect(versions(answer(), "answer")).toHaveAccessibleName(/Version 1 of 2/);
  await nextVersion(answer()).click();
  await expect(message(page, last())).toBeInViewport();
  await report("another version at the end");
  const early = chat.branch[19] ?? "";
  await message(page, early).scrollIntoViewIfNeeded();
  await previousVersion(message(page, early)).click();
  await expect(page.locator("[data-message]")).toHaveCount(20);
  await report("another version near the beginning");
  await nextVersion(answer()).click();
  await expect(message(page, early)).toBeInViewport();
  await expect(page.locator("[data-message]")).toHaveCount(300);
  await report("and back to the long branch");
});

test("a hit of a search opens at the message that has its words", async () => {
  await page.goto("/");
  await searchBox(page).fill("Answer 33");
  await searchResults(page).getByRole("link").first().click();
  const found = message(page, chat.branch[67] ?? "");
  await expect(found).toBeInViewport();
  await expect(found).toBeFocused();
  await expect(found).toContainText("Answer 33.");
  await report("opened at a search's hit");
});

test("a question in it is answered at the end, and the page stays short", async () => {
  test.setTimeout(240_000);
  await page.goto(`/chat/${chat.chatId}`);
  await expect(message(page, last())).toBeInViewport();
  await workSoFar(page);
  const before = await page.locator("[data-message]").count();
  await page.getByRole("textbox", { name: "Your question" }).fill("What is an X-ray?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.locator("[data-message]")).toHaveCount(before + 2);
  await waitForAnswer(page);
  await expect(page.locator("[data-message]").last()).toBeInViewport();
  await report("a question answered");
});
