import { expect, type Locator, type Page } from "@playwright/test";
import { fromMenu, openStart, signUp } from "./pages";

/** Words and roles of the screens by which something leaves: links, exports, the account's end. */

export const dialog = (page: Page, name: string): Locator => page.getByRole("dialog", { name });

/** Makes a link to the branch that a chat shows, by its menu in the list; answers its address. */
export async function shareChat(
  page: Page,
  title: string,
  { pictures }: { pictures: boolean },
): Promise<string> {
  await fromMenu(page, title, "Share");
  const sheet = dialog(page, "Share this chat");
  if (pictures) await sheet.getByRole("checkbox", { name: /With the pictures/ }).check();
  await sheet.getByRole("button", { name: "Make a link" }).click();
  const field = sheet.getByRole("textbox", { name: "The link" });
  await expect(field).toHaveValue(/\/share\/[A-Za-z0-9_-]{43}$/);
  const address = await field.inputValue();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  return address;
}

export const sharedChat = (page: Page): Locator => page.getByRole("main", { name: "Shared chat" });
export const sharedAnswers = (page: Page): Locator =>
  sharedChat(page).getByRole("article", { name: "Answer" });
export const sharedQuestions = (page: Page): Locator =>
  sharedChat(page).getByRole("article", { name: "Question" });
export const deadLink = (page: Page): Locator =>
  page.getByRole("heading", { name: "This link leads nowhere" });

export const section = (page: Page, name: string): Locator => page.getByRole("region", { name });

/** A new account, signed in on the start page; answers its e-mail. */
export async function newAccount(page: Page, password: string): Promise<string> {
  const email = `leaves-${crypto.randomUUID().slice(0, 8)}@example.org`;
  await signUp(page, email, password);
  await openStart(page);
  return email;
}

/** Nothing of the page is wider than its window. */
export const fitsWidth = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
