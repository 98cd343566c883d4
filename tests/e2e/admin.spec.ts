import { type Browser, expect, type Page, test } from "@playwright/test";
import { serious } from "./accessibility";
import {
  ADMIN_PAGES,
  act,
  emailOf,
  findUser,
  makeLink,
  newAdmin,
  openAdmin,
  PASSWORD,
  rowOf,
  someone,
  table,
} from "./admin-pages";
import { auditOf, idOf, sql } from "./database";
import {
  ask,
  attach,
  missingChat,
  newPerson,
  openStart,
  signIn,
  signUp,
  waitForAnswer,
} from "./pages";
import { drawHouse } from "./pictures";

const NEW_PASSWORD = "nine otters under the bridge";

/** Somebody with an account in a browser of their own. */
async function newAccount(browser: Browser): Promise<{ page: Page; email: string }> {
  const page = await newPerson(browser);
  const email = someone();
  await signUp(page, email, PASSWORD);
  return { page, email };
}

test("a reset link sets a password once, and signs the account out everywhere", async ({
  browser,
}) => {
  const admin = await newAdmin(browser);
  const ada = await newAccount(browser);
  const link = await makeLink(admin.page, ada.email);
  const fresh = await newPerson(browser);
  await fresh.goto(link);
  await fresh.getByLabel("New password").fill("passwordpassword");
  await fresh.getByRole("button", { name: "Set the password" }).click();
  await expect(fresh.getByRole("main").getByRole("alert")).toContainText("Many people use");
  await fresh.getByLabel("New password").fill(NEW_PASSWORD);
  await fresh.getByRole("button", { name: "Set the password" }).click();
  await expect(fresh.getByText("The password is set.")).toBeVisible();
  expect(fresh.url()).not.toContain("#");
  expect(await emailOf(ada.page)).toBeNull();
  const old = { data: { email: ada.email, password: PASSWORD } };
  expect((await ada.page.request.post("/api/session", old)).status()).toBe(401);
  await signIn(ada.page, ada.email, NEW_PASSWORD);

  await fresh.goto("/");
  await fresh.goto(link);
  await fresh.getByLabel("New password").fill("five badgers in the wood");
  await fresh.getByRole("button", { name: "Set the password" }).click();
  await expect(fresh.getByRole("main").getByRole("alert")).toContainText("This link was used");
  expect(await emailOf(ada.page)).toBe(ada.email);

  await openAdmin(admin.page, "audit", `?person=${ada.email}&action=reset-link-made`);
  const row = table(admin.page, "Audit").getByRole("row").nth(1);
  await expect(row).toContainText(admin.email);
  await expect(row).toContainText(ada.email);
  await expect(row).toContainText("reset link made");
  for (const each of [admin.page, ada.page, fresh]) await each.context().close();
});

test("an account is switched off and on", async ({ browser }) => {
  const admin = await newAdmin(browser);
  const ada = await newAccount(browser);
  await act(admin.page, ada.email, "Switch the account off");
  await expect(rowOf(admin.page, ada.email)).toContainText("switched off");
  expect(await emailOf(ada.page)).toBeNull();
  await ada.page.goto("/sign-in");
  await ada.page.getByLabel("E-mail").fill(ada.email);
  await ada.page.getByLabel("Password").fill(PASSWORD);
  await ada.page.getByRole("button", { name: "Sign in" }).click();
  await expect(ada.page.getByRole("main").getByRole("alert")).toContainText("is switched off");
  await act(admin.page, ada.email, "Switch the account on");
  await expect(rowOf(admin.page, ada.email)).not.toContainText("switched off");
  await signIn(ada.page, ada.email, PASSWORD);
  const actions = await auditOf(await idOf(ada.email));
  expect(actions).toEqual(expect.arrayContaining(["account-disabled", "account-enabled"]));
  for (const each of [admin.page, ada.page]) await each.context().close();
});

test("an admin's rights are given and taken, and sessions ended", async ({ browser }) => {
  const admin = await newAdmin(browser);
  const ada = await newAccount(browser);
  await act(admin.page, ada.email, "Make an admin");
  await openAdmin(ada.page, "queue");
  // Not to oneself.
  await findUser(ada.page, ada.email);
  await expect(ada.page.getByRole("button", { name: `More for ${ada.email}` })).toHaveCount(0);
  await act(admin.page, ada.email, "Take the admin's rights");
  await ada.page.goto("/admin/queue");
  await expect(ada.page.getByRole("heading", { name: "This page is not here" })).toBeVisible();
  await act(admin.page, ada.email, "Sign out everywhere");
  expect(await emailOf(ada.page)).toBeNull();
  for (const each of [admin.page, ada.page]) await each.context().close();
});

test("for everybody but an admin there are no such pages", async ({ page, browser }) => {
  const ada = await newAccount(browser);
  for (const who of [page, ada.page]) {
    for (const path of ["", ...ADMIN_PAGES.map((name) => `/${name}`)]) {
      await who.goto(`/admin${path}`);
      await expect(who.getByRole("heading", { name: "This page is not here" })).toBeVisible();
      await expect(who.getByRole("navigation", { name: "Admin" })).toHaveCount(0);
    }
  }
  await ada.page.goto("/account");
  await expect(ada.page.getByRole("link", { name: "Users, limits, queue, audit" })).toHaveCount(0);
  await ada.page.context().close();
});

test("an admin sees how much of what there is, and nothing of what it says", async ({
  page,
  browser,
}) => {
  const { page: admin } = await newAdmin(browser);
  const email = someone();
  await signUp(page, email, PASSWORD);
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "Is this quagga broken?");
  const chat = /\/chat\/([^/?#]+)/.exec(page.url())?.[1] ?? "";

  await openAdmin(admin, "models");
  const worker = table(admin, "Workers").getByRole("row").nth(1);
  await expect(worker).toContainText("loaded");
  await expect(worker).toContainText("cpu");
  await expect(worker).toContainText(/\d+/);
  const files = table(admin, "Files of the model");
  await expect(files.getByRole("cell", { name: /^[0-9a-f]{64}$/ }).first()).toBeVisible();
  await waitForAnswer(page);

  await openAdmin(admin, "storage");
  await expect(rowOf(admin, email)).toContainText(/1.*(bytes|kB|MB)/);
  await openAdmin(admin, "queue");
  await expect(admin.getByRole("main").getByText("No question waits or runs.")).toBeVisible();
  await openAdmin(admin, "audit", `?person=${email}`);
  for (const action of ["turn started", "turn ended", "image stored", "sign up"])
    await expect(table(admin, "Audit").getByRole("cell", { name: action }).first()).toBeVisible();
  for (const name of ADMIN_PAGES) {
    await openAdmin(admin, name);
    expect(await admin.content()).not.toContain("quagga");
  }
  expect((await admin.request.get(`/api/chats/${chat}`)).status()).toBe(404);
  await admin.goto(`/chat/${chat}`);
  await expect(missingChat(admin)).toBeVisible();
  await admin.context().close();
});

test("the queue shows what waits and since when, without a reload", async ({ page, browser }) => {
  const { page: admin } = await newAdmin(browser);
  const email = someone();
  await signUp(page, email, PASSWORD);
  await openStart(page);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  await openAdmin(admin, "queue");
  await expect(admin.getByRole("main").getByText("No question waits or runs.")).toBeVisible();
  // As if it waited again: a worker looks for lost ones after half a minute only.
  const set = `UPDATE turn SET state = $2::"TurnState", queued_at = now() WHERE user_id = $1`;
  const id = await idOf(email);
  await sql(set, [id, "queued"]);
  await expect(rowOf(admin, email)).toContainText(/1.*0$/);
  await expect(admin.getByText(/^\d+(\.\d)? s$/)).toBeVisible();
  await sql(set, [id, "done"]);
  await expect(admin.getByRole("main").getByText("No question waits or runs.")).toBeVisible();
  await admin.context().close();
});

test("a limit is set, keeps its value and is set back, with a row each", async ({ browser }) => {
  const { page, email } = await newAdmin(browser);
  await openAdmin(page, "limits");
  const what = "Sign-ups from one address";
  const field = page.getByLabel(what, { exact: true });
  const row = page.getByRole("row").filter({ has: field });
  await expect(field).toHaveValue("60");
  await field.fill("900");
  await row.getByRole("button", { name: "Set" }).click();
  await expect(row.getByRole("button", { name: /^Back to 60/ })).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue("900");
  await row.getByRole("button", { name: /^Back to 60/ }).click();
  await expect(row.getByRole("button", { name: /^Back to 60/ })).toHaveCount(0);
  await expect(field).toHaveValue("60");
  await openAdmin(page, "audit", `?person=${email}&action=limit-changed`);
  await expect(table(page, "Audit").getByRole("row")).toHaveCount(3);
  await expect(table(page, "Audit")).toContainText("from 60, to 900");
  await page.context().close();
});

test("the audit is searched by its form, and a thing leads to all that happened to it", async ({
  browser,
}) => {
  const { page, email } = await newAdmin(browser);
  await openAdmin(page, "audit");
  const main = page.getByRole("main");
  await main.getByLabel("Person: e-mail or id").fill(email);
  await main.getByRole("combobox", { name: "Action" }).selectOption({ label: "sign up" });
  await main.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL(/action=sign-up/);
  await expect(table(page, "Audit").getByRole("row")).toHaveCount(2);
  await main.getByLabel("From", { exact: true }).fill("2001-01-01T00:00");
  await main.getByLabel("To", { exact: true }).fill("2001-01-02T00:00");
  await main.getByRole("button", { name: "Search", exact: true }).click();
  await expect(main.getByText("No row fits this search.")).toBeVisible();
  await page.context().close();
});

test("the admin's pages have no serious accessibility finding and fit 360 px", async ({
  browser,
}) => {
  test.slow();
  const { page } = await newAdmin(browser);
  for (const name of ADMIN_PAGES) {
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await openAdmin(page, name);
      expect(await serious(page), name).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(wide, name).toEqual([]);
  }
  await page.context().close();
});
