import { expect, type Page, test } from "@playwright/test";
import type { ChatDetail } from "@/lib/contracts/api";
import { answers, missingChat, newPerson, openStart, signIn, signUp } from "./pages";

const PASSWORD = "seven herons over the lake";
const someone = () => `safe-${crypto.randomUUID().slice(0, 8)}@example.org`;

/** What the page's policy refuses from now on, and what the console says about it. */
async function refusals(page: Page): Promise<() => Promise<string[]>> {
  const said: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) said.push(message.text());
  });
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { refused: seen });
    document.addEventListener("securitypolicyviolation", (event) =>
      seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  return async () => [
    ...said,
    ...(await page.evaluate(() => (window as unknown as { refused: string[] }).refused)),
  ];
}

test("no page does what its own policy refuses", async ({ page }) => {
  const refused = await refusals(page);
  await openStart(page);
  await page.getByRole("button", { name: "Light or dark" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await refused(), "the start page with a menu").toEqual([]);
  for (const path of ["/sign-in", "/sign-up", "/about/model", "/cards/xray", "/no/such/page"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    expect(await refused(), path).toEqual([]);
  }
  await page.goto(`/chat/${crypto.randomUUID()}`);
  await expect(missingChat(page)).toBeVisible();
  expect(await refused(), "a chat that is not here").toEqual([]);
  await signUp(page, someone(), PASSWORD);
  await page.goto("/account");
  await expect(page.getByText("This browser", { exact: true })).toBeVisible();
  expect(await refused(), "the account page").toEqual([]);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole("button", { name: "Chats and settings" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await refused(), "a dialog").toEqual([]);
});

test("a script that gets into a page does not run", async ({ page }) => {
  const refused = await refusals(page);
  await openStart(page);
  await page.evaluate(() => {
    const markup = document.createElement("div");
    markup.innerHTML =
      '<img src="data:," onerror="window.pwned = 1"><a href="javascript:window.pwned = 2">go</a>';
    document.body.append(markup);
    markup.querySelector("a")?.click();
  });
  await expect.poll(async () => (await refused()).length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => (window as { pwned?: number }).pwned ?? null)).toBeNull();
});

test("markup and links in an answer are words", async ({ page }) => {
  const text = [
    "<script>window.pwned = 1</script> <img src=x onerror='window.pwned = 1'>",
    "[click here](javascript:window.pwned=1) [a shop](https://evil.example/buy)",
    "<iframe src='https://evil.example'></iframe> <a href='https://evil.example'>go</a>",
  ].join("\n\n");
  const id = crypto.randomUUID();
  const metadata = { audience: "patient" as const, state: "done" as const, turnId: id };
  const chat: ChatDetail = {
    ...{ id, title: "<b>title</b>", activeTurnId: null, siblings: {} },
    ...{ before: null, feedback: {} },
    messages: [
      { id: crypto.randomUUID(), role: "user", parts: [{ type: "text", text }], metadata: {} },
      { id: crypto.randomUUID(), role: "assistant", parts: [{ type: "text", text }], metadata },
    ],
  };
  await page.route(`**/api/chats/${id}`, (route) => route.fulfill({ json: chat }));
  await page.goto(`/chat/${id}`);
  const answer = answers(page).last();
  // The address of a link is written out, its host with it.
  await expect(answer).toContainText("(https://evil.example/buy)");
  await expect(answer).toContainText("<script>window.pwned = 1</script>");
  await expect(answer.locator("script, img, iframe, a, b")).toHaveCount(0);
  expect(await page.evaluate(() => (window as { pwned?: number }).pwned ?? null)).toBeNull();
});

test("a browser can be signed out from another, and a new password signs it out", async ({
  page,
  browser,
}) => {
  const email = someone();
  await signUp(page, email, PASSWORD);
  const second = await newPerson(browser);
  await signIn(second, email, PASSWORD);
  await page.goto("/account");
  const others = page.getByRole("button", { name: "Sign it out" });
  await expect(others).toHaveCount(1);
  await others.click();
  await expect(others).toHaveCount(0);
  expect((await (await second.request.get("/api/me")).json()).email).toBeNull();

  await signIn(second, email, PASSWORD);
  await page.goto("/account");
  await expect(others).toHaveCount(1);
  await page.getByLabel("Password now").fill(PASSWORD);
  await page.getByLabel("New password").fill("passwordpassword");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Many people use");
  await page.getByLabel("New password").fill("nine otters under the bridge");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByRole("status").filter({ hasText: "One other browser was" })).toBeVisible();
  await expect(others).toHaveCount(0);
  expect((await (await second.request.get("/api/me")).json()).email).toBeNull();
  expect((await (await page.request.get("/api/me")).json()).email).toBe(email);
  await second.context().close();
});
