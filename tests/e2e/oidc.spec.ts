import { type Browser, expect, type Page, test } from "@playwright/test";
import { act, emailOf, newAdmin, PASSWORD, someone } from "./admin-pages";
import { idOf, sql } from "./database";
import { type OidcServer, startOidcServer } from "./oidc-server";
import { ask, chatLinks, newPerson, openStart, signIn, signUp, waitForAnswer } from "./pages";

const port = Number(process.env.E2E_OIDC_PORT ?? "0");
const name = `localhost:${port}`;
test.skip(port === 0, "needs an app that was started with this test's provider");

let provider: OidcServer;
test.beforeAll(async () => {
  const app = process.env.E2E_BASE_URL ?? `http://127.0.0.1:${process.env.E2E_PORT}`;
  provider = await startOidcServer(port, app);
});
test.afterAll(() => provider.close());
test.beforeEach(() => {
  provider.lie(null);
  provider.hold(false);
});

const nobody = (): string => `n${crypto.randomUUID().slice(0, 8)}`;

/** Signs in at the provider's own pages and agrees; ends where the provider sends the browser. */
async function atProvider(page: Page, login: string): Promise<void> {
  // Its pages ask for a font of another site.
  await page.route("https://fonts.googleapis.com/**", (route) => route.abort());
  await page.waitForURL(`http://${name}/interaction/**`, { waitUntil: "domcontentloaded" });
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The whole way: from our sign-in page to the provider and back. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Continue with ${name}` }).click();
  await atProvider(page, login);
  await page.waitForURL((url) => url.host !== name);
}

test("whoever changes their mind at the provider is not signed in", async ({ page }) => {
  await page.route("https://fonts.googleapis.com/**", (route) => route.abort());
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Continue with ${name}` }).click();
  await page.getByText("[ Cancel ]").click();
  await page.waitForURL("**/sign-in?error=provider");
  expect(await emailOf(page)).toBeNull();
});

/** Goes to the provider and agrees, but holds back the address that the browser was sent back to. */
async function heldBack(page: Page, login: string): Promise<URL> {
  provider.hold(true);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Continue with ${name}` }).click();
  await atProvider(page, login);
  await expect(page.getByText("held back")).toBeVisible();
  provider.hold(false);
  return new URL(provider.held());
}

const refusal = (page: Page) => page.getByRole("main").getByRole("alert");

async function somebody(browser: Browser): Promise<{ page: Page; login: string; email: string }> {
  const [page, login, email] = [await newPerson(browser), nobody(), someone()];
  provider.people.set(login, { email, email_verified: true, name: "Ada" });
  return { page, login, email };
}

test("somebody new signs in at the provider, and is the same person the next time", async ({
  browser,
}) => {
  const { page, login, email } = await somebody(browser);
  await signInThere(page, login);
  expect(await emailOf(page)).toBe(email);
  const id = await idOf(email);
  await page.goto("/account");
  await expect(page.getByText("This account is connected")).toBeVisible();
  await expect(page.getByText("It has no password")).toBeVisible();
  await expect(page.getByLabel("Password now")).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out of this browser" }).click();
  await expect(page.getByRole("link", { name: /sign in/i }).first()).toBeVisible();
  // The address there changes; the person does not.
  provider.people.set(login, { email: someone(), email_verified: true });
  const other = await newPerson(browser);
  await signInThere(other, login);
  expect(await emailOf(other)).toBe(email);
  expect(await idOf(email)).toBe(id);
  for (const each of [page, other]) await each.context().close();
});

test("signing in at the provider over an open session ends that one", async ({ browser }) => {
  const { page, login, email } = await somebody(browser);
  const before = someone();
  await signUp(page, before, PASSWORD);
  await signInThere(page, login);
  expect(await emailOf(page)).toBe(email);
  const open = await sql("SELECT id FROM session WHERE user_id = $1", [await idOf(before)]);
  expect(open).toEqual([]);
  await page.context().close();
});

test("a guest's chats come along", async ({ browser }) => {
  const { page, login, email } = await somebody(browser);
  await openStart(page);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  await signInThere(page, login);
  expect(await emailOf(page)).toBe(email);
  await expect(chatLinks(page)).toHaveCount(1);
  await page.context().close();
});

test("a way back with another state, another issuer or in another browser is refused", async ({
  browser,
}) => {
  const { page, login } = await somebody(browser);
  for (const [part, value] of [
    ["state", "forged"],
    ["iss", "http://evil.example"],
    ["code", "forged"],
  ] as const) {
    const address = await heldBack(page, login);
    expect(address.searchParams.get(part), part).not.toBeNull();
    address.searchParams.set(part, value);
    await page.goto(address.href);
    await page.waitForURL("**/sign-in?error=provider");
    await expect(refusal(page)).toContainText("nobody was signed in");
    expect(await emailOf(page), part).toBeNull();
    await page.context().clearCookies();
  }
  const whole = await heldBack(page, login);
  const other = await newPerson(browser);
  await other.goto(whole.href);
  await expect(refusal(other)).toContainText("nobody was signed in");
  expect(await emailOf(other)).toBeNull();
  // Unchanged and in its own browser it is taken, once.
  await page.goto(whole.href);
  expect(await emailOf(page)).not.toBeNull();
  for (const each of [page, other]) await each.context().close();
});

for (const lie of ["issuer", "nonce", "audience", "subject"] as const) {
  test(`a provider that answers with another ${lie} signs nobody in`, async ({ browser }) => {
    const { page, login, email } = await somebody(browser);
    provider.lie(lie);
    await signInThere(page, login);
    await expect(refusal(page)).toContainText("nobody was signed in");
    expect(await emailOf(page)).toBeNull();
    expect(await sql(`SELECT id FROM "user" WHERE email = $1`, [email])).toEqual([]);
    await page.context().close();
  });
}

test("a provider that says it is another one is not gone to", async ({ page }) => {
  provider.lie("discovery");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Continue with ${name}` }).click();
  await expect(refusal(page)).toContainText("does not answer");
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});

test("the e-mail address of an account opens it to nobody, proved there or not", async ({
  browser,
}) => {
  const owner = await newPerson(browser);
  const email = someone();
  await signUp(owner, email, PASSWORD);
  for (const email_verified of [false, true]) {
    const login = nobody();
    provider.people.set(login, { email, email_verified });
    const page = await newPerson(browser);
    await signInThere(page, login);
    await expect(refusal(page)).toContainText("There is an account with this e-mail address");
    expect(await emailOf(page)).toBeNull();
    await page.context().close();
  }
  expect(await sql("SELECT id FROM account WHERE user_id = $1", [await idOf(email)])).toEqual([]);
  await owner.context().close();
});

test("an account is connected by who is signed in to it, and disconnected", async ({ browser }) => {
  const { page, login } = await somebody(browser);
  const email = someone();
  await signUp(page, email, PASSWORD);
  await page.goto("/account");
  await page.getByRole("button", { name: `Connect ${name}`, exact: true }).click();
  await atProvider(page, login);
  await expect(page.getByText("This account is connected")).toBeVisible();
  const other = await newPerson(browser);
  await signInThere(other, login);
  expect(await emailOf(other)).toBe(email);
  // Who belongs to one account can't be connected to another.
  const third = await newPerson(browser);
  await signUp(third, someone(), PASSWORD);
  await third.goto("/account");
  await third.getByRole("button", { name: `Connect ${name}`, exact: true }).click();
  await atProvider(third, login);
  await expect(refusal(third)).toContainText("belongs to another account");
  await page.goto("/account");
  await page.getByRole("button", { name: `Disconnect ${name}` }).click();
  await expect(page.getByRole("button", { name: `Connect ${name}`, exact: true })).toBeVisible();
  for (const each of [page, other, third]) await each.context().close();
});

test("a session that was ended connects nothing", async ({ browser }) => {
  const { page, login, email } = await somebody(browser);
  const victim = someone();
  await signUp(page, victim, PASSWORD);
  // Its cookie is still in the browser.
  await sql("DELETE FROM session WHERE user_id = $1", [await idOf(victim)]);
  await signInThere(page, login);
  expect(await emailOf(page)).toBe(email);
  expect(await sql("SELECT id FROM account WHERE user_id = $1", [await idOf(victim)])).toEqual([]);
  await page.context().close();
});

test("an account that is switched off can't be entered from there", async ({ browser }) => {
  const { page, login, email } = await somebody(browser);
  await signInThere(page, login);
  expect(await emailOf(page)).toBe(email);
  const admin = await newAdmin(browser);
  await act(admin.page, email, "Switch the account off");
  await page.context().clearCookies();
  await signInThere(page, login);
  await expect(refusal(page)).toContainText("is switched off");
  expect(await emailOf(page)).toBeNull();
  for (const each of [page, admin.page]) await each.context().close();
});

test("the password page still signs in where a provider is set", async ({ browser }) => {
  const page = await newPerson(browser);
  const email = someone();
  await signUp(page, email, PASSWORD);
  const other = await newPerson(browser);
  await signIn(other, email, PASSWORD);
  for (const each of [page, other]) await each.context().close();
});
