import { type Browser, expect, type Locator, type Page } from "@playwright/test";
import { makeAdmin } from "./database";
import { newPerson, signUp } from "./pages";

/** The words of the admin's pages that the browser tests rely on. */

export const PASSWORD = "seven herons over the lake";
export const someone = (): string => `who-${crypto.randomUUID().slice(0, 8)}@example.org`;

export const ADMIN_PAGES = ["users", "limits", "storage", "models", "queue", "audit"] as const;
export type AdminPage = (typeof ADMIN_PAGES)[number];

const title = (name: AdminPage): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** An admin in a browser of their own. */
export async function newAdmin(browser: Browser): Promise<{ page: Page; email: string }> {
  const page = await newPerson(browser);
  const email = someone();
  await signUp(page, email, PASSWORD);
  await makeAdmin(email);
  return { page, email };
}

/** Opens one of the admin's pages, with a query if given. */
export async function openAdmin(page: Page, name: AdminPage, query = ""): Promise<void> {
  await page.goto(`/admin/${name}${query}`);
  await expect(page.getByRole("heading", { level: 1, name: title(name) })).toBeVisible();
}

export const table = (page: Page, name: string): Locator => page.getByRole("table", { name });
export const rowOf = (page: Page, words: string): Locator =>
  page.getByRole("row").filter({ hasText: words });

/** Finds an account on the users page by its e-mail. */
export async function findUser(page: Page, email: string): Promise<Locator> {
  await openAdmin(page, "users");
  await page.getByRole("searchbox", { name: "E-mail or id" }).fill(email);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL(/q=/);
  await expect(rowOf(page, email)).toHaveCount(1);
  return rowOf(page, email);
}

/** Does something to an account by its menu, and says yes to what it does. */
export async function act(page: Page, email: string, what: string): Promise<void> {
  await findUser(page, email);
  await page.getByRole("button", { name: `More for ${email}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: what });
  await dialog.getByRole("button", { name: what, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** Makes a reset link for an account; answers its address. */
export async function makeLink(page: Page, email: string): Promise<string> {
  await findUser(page, email);
  await page.getByRole("button", { name: `More for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Make a reset link" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a reset link" });
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await dialog.getByLabel("The link, shown this once").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  return link;
}

/** Sets a limit on its page. */
export async function setLimit(page: Page, what: string, value: number): Promise<void> {
  await openAdmin(page, "limits");
  const row = page.getByRole("row").filter({ has: page.getByLabel(what, { exact: true }) });
  const field = row.getByLabel(what, { exact: true });
  if ((await field.inputValue()) === String(value)) return;
  await field.fill(String(value));
  await row.getByRole("button", { name: "Set" }).click();
  await expect(page.getByRole("status").filter({ hasText: what })).toBeVisible();
}

/** The e-mail of whoever is signed in, or null. */
export async function emailOf(page: Page): Promise<string | null> {
  return ((await (await page.request.get("/api/me")).json()) as { email: string | null }).email;
}
