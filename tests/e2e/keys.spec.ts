import { expect, type Page, test } from "@playwright/test";
import { findings } from "./accessibility";
import {
  againButton,
  answers,
  ask,
  clipboard,
  fromMenu,
  keySheet,
  lastAnswer,
  openStart,
  question,
  questions,
  searchBox,
  storedChat,
  textOf,
  toast,
  versions,
  waitForAnswer,
} from "./pages";

/** Takes the keyboard out of every box. */
const leaveBoxes = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

test("? opens the sheet of keys, and no key does anything while somebody types", async ({
  page,
}) => {
  await openStart(page);
  await question(page).fill("");
  await question(page).pressSequentially("?n/kjsg");
  await expect(question(page)).toHaveValue("?n/kjsg");
  await expect(keySheet(page)).toHaveCount(0);
  await leaveBoxes(page);
  await page.keyboard.press("?");
  await expect(keySheet(page)).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  // In the sheet the other keys do nothing either.
  await page.keyboard.press("/");
  await expect(keySheet(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(keySheet(page)).toHaveCount(0);
  await leaveBoxes(page);
  await page.keyboard.press("/");
  await expect(question(page)).toBeFocused();
  await expect(question(page)).toHaveValue("?n/kjsg");
});

test("single keys can be switched off, and stay off after a reload", async ({ page }) => {
  await openStart(page);
  await leaveBoxes(page);
  await page.keyboard.press("?");
  await keySheet(page).getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(question(page)).toBeVisible();
  await leaveBoxes(page);
  await page.keyboard.press("/");
  await expect(question(page)).not.toBeFocused();
  await page.keyboard.press("?");
  await keySheet(page).getByRole("checkbox").check();
  await page.keyboard.press("Escape");
  await leaveBoxes(page);
  await page.keyboard.press("/");
  await expect(question(page)).toBeFocused();
});

test("by keys alone: from message to message, versions, copies, search, a new chat", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openStart(page);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  await againButton(lastAnswer(page)).click();
  await expect(versions(lastAnswer(page), "answer")).toHaveAccessibleName(/Version 2 of 2/);
  await waitForAnswer(page);
  await leaveBoxes(page);

  await page.keyboard.press("[");
  await expect(versions(lastAnswer(page), "answer")).toHaveAccessibleName(/Version 1 of 2/);
  await leaveBoxes(page);
  await page.keyboard.press("]");
  await expect(versions(lastAnswer(page), "answer")).toHaveAccessibleName(/Version 2 of 2/);
  await leaveBoxes(page);

  await page.keyboard.press("c");
  await expect(toast(page)).toContainText("The answer is on the clipboard");
  const answer = await clipboard(page);
  expect(answer).not.toMatch(/\[card:|\[note:/);
  expect(answer.length).toBeGreaterThan(20);

  await page.keyboard.press("Shift+C");
  await expect(toast(page)).toContainText("The chat is on the clipboard");
  const all = await clipboard(page);
  const { title, messages } = await storedChat(page);
  expect(all.startsWith(`${title}\n\nYou:\n${textOf(messages[0] as never)}`)).toBe(true);
  expect(all).toContain(answer);
  expect(all.trim().endsWith("For learning, not for diagnosis.")).toBe(true);

  await page.keyboard.press("g");
  await expect(page.locator("[data-message]").first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.locator("[data-message]").nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.locator("[data-message]").first()).toBeFocused();
  await page.keyboard.press("e");
  await expect(page.getByRole("textbox", { name: "The edited question" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await expect(searchBox(page)).toBeFocused();
  await leaveBoxes(page);
  await page.keyboard.press("n");
  await expect(page).toHaveURL(/\/$/);
  await expect(questions(page)).toHaveCount(0);
  await expect(answers(page)).toHaveCount(0);
});

test("a chat is copied as text from the list", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openStart(page);
  await ask(page, "What is an MRI?");
  await waitForAnswer(page);
  const { title } = await storedChat(page);
  await fromMenu(page, title, "Copy as text");
  await expect(toast(page)).toContainText("on the clipboard");
  expect(await clipboard(page)).toContain("You:\nWhat is an MRI?\n\nAnswer:\n");
});
