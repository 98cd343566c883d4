import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { serious } from "./accessibility";
import { deadLink, dialog, newAccount, section, shareChat } from "./leaving";
import { ask, attach, imageIdOf, newPerson, signIn, storedChat, waitForAnswer } from "./pages";
import { drawHouse } from "./pictures";

const PASSWORD = "four plain words here";
const root = path.resolve(import.meta.dirname, "../..");

/** The last line of `npm run erased` for these ids; null where the app under test is elsewhere. */
async function erased(ids: string[]): Promise<string | null> {
  const dataDir = process.env.E2E_DATA_DIR;
  if (process.env.E2E_BASE_URL || !dataDir) return null;
  const args = ["--conditions=react-server", "--import", "tsx", "scripts/erased.ts", ...ids];
  const env = { ...process.env, DATA_DIR: dataDir, NODE_OPTIONS: "" };
  const run = promisify(execFile)(process.execPath, args, { cwd: root, env });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return stdout.trim().split("\n").at(-1) ?? "";
}

test("an account is deleted by its password and typed words, with everything, at once", async ({
  page,
  browser,
}) => {
  const email = await newAccount(page, PASSWORD);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const chat = await storedChat(page);
  const image = imageIdOf(chat);
  const link = await shareChat(page, chat.title, { pictures: true });
  const me = (await (await page.request.get("/api/me")).json()) as { id: string };
  const elsewhere = await newPerson(browser);
  await signIn(elsewhere, email, PASSWORD);
  const ids = [me.id, chat.id, image, ...chat.messages.map(({ id }) => id)];
  const before = await erased(ids);
  if (before !== null) expect(before).not.toMatch(/^erased: 0 rows/);

  await page.goto("/account");
  await section(page, "Delete the account")
    .getByRole("button", { name: "Delete the account" })
    .click();
  const sheet = dialog(page, "Delete this account for good");
  const go = sheet.getByRole("button", { name: "Delete everything" });
  await expect(go).toBeDisabled();
  await sheet.getByLabel("Your password").fill("not the password");
  await expect(go).toBeDisabled();
  await sheet.getByLabel("Type “delete my account”").fill("delete my accoun");
  await expect(go).toBeDisabled();
  await sheet.getByLabel("Type “delete my account”").fill("Delete my account");
  expect(await serious(page)).toEqual([]);
  await go.click();
  await expect(sheet.getByRole("alert")).toContainText("Nothing was deleted.");
  expect((await storedChat(page, chat.id)).messages).toHaveLength(2);

  await sheet.getByLabel("Your password").fill(PASSWORD);
  await go.click();
  await page.waitForURL(/\/deletion\/[A-Za-z0-9_-]{43}$/);
  await expect(page.getByRole("heading", { name: "The account is deleted" })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("Removed: 1 chat, 1 picture, the account.");
  await expect(page.getByRole("status")).toContainText("No row of this server names it any more.");
  expect(await serious(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole("heading", { name: "The account is deleted" })).toBeVisible();

  // Nobody is in, here or elsewhere, and nobody gets in.
  for (const browserOf of [page, elsewhere]) {
    expect((await (await browserOf.request.get("/api/me")).json()).id).toBeNull();
    expect((await browserOf.request.get(`/api/chats/${chat.id}`)).status()).toBe(401);
    expect((await browserOf.request.get(`/api/images/${image}`)).status()).toBe(401);
  }
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await elsewhere.goto(link);
  await expect(deadLink(elsewhere)).toBeVisible();
  await elsewhere.context().close();

  const after = await erased(ids);
  if (after !== null)
    expect(after).toMatch(
      /^erased: 0 rows in \d+ tables, 0 files without a row, \d+ rows of the audit$/,
    );
});

test("an account that changes its mind keeps everything", async ({ page }) => {
  const email = await newAccount(page, PASSWORD);
  await page.goto("/account");
  await section(page, "Delete the account")
    .getByRole("button", { name: "Delete the account" })
    .click();
  const sheet = dialog(page, "Delete this account for good");
  await sheet.getByLabel("Your password").fill(PASSWORD);
  await sheet.getByRole("button", { name: "Keep it" }).click();
  await expect(sheet).toBeHidden();
  expect((await (await page.request.get("/api/me")).json()).email).toBe(email);
});
