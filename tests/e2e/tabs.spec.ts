import { type Browser, expect, type Page, test } from "@playwright/test";
import {
  answers,
  ask,
  chatId,
  chatLinks,
  deleteChat,
  fromMenu,
  missingChat,
  newPerson,
  openStart,
  PATIENCE,
  questions,
  signIn,
  signUp,
  stopButton,
  storedChat,
  undoButton,
  waitForAnswer,
  wordsOf,
} from "./pages";

/** What one device does shows on the other this soon, without a reload. */
const SOON = { timeout: 1000 * PATIENCE };
const PASSWORD = "nine otters under a bridge";

/** Two devices of one person, the first on a chat with an answer, the second on the same. */
async function twoDevices(browser: Browser): Promise<{ one: Page; other: Page; id: string }> {
  const email = `tabs-${crypto.randomUUID().slice(0, 8)}@example.org`;
  const one = await newPerson(browser);
  await signUp(one, email, PASSWORD);
  await openStart(one);
  await ask(one, "What is an X-ray?");
  await waitForAnswer(one);
  const id = chatId(one);
  const other = await newPerson(browser);
  await signIn(other, email, PASSWORD);
  await other.goto(`/chat/${id}`);
  await expect(answers(other)).toHaveCount(1);
  // The first event of its stream has come when the list has been read again.
  await other.waitForTimeout(1500);
  await other.evaluate(() => Object.assign(window, { sameDocument: true }));
  return { one, other, id };
}

const neverReloaded = (page: Page) =>
  page.evaluate(() => (window as { sameDocument?: boolean }).sameDocument === true);

test("a question, its answer and its stop show on the other device as they come", async ({
  browser,
}) => {
  const { one, other } = await twoDevices(browser);
  await ask(one, "What is an MRI?");
  await expect(questions(other)).toHaveCount(2, SOON);
  await waitForAnswer(one);
  await expect(answers(other)).toHaveCount(2);
  await expect
    .poll(
      async () => (await wordsOf(answers(other).last())) === (await wordsOf(answers(one).last())),
    )
    .toBe(true);
  await ask(other, "What is the difference between a CT and an MRI?");
  await expect(questions(one)).toHaveCount(3, SOON);
  // the answer may be over before the press arrives
  await stopButton(one)
    .click({ timeout: 1000 * PATIENCE })
    .catch(() => {});
  await expect(stopButton(one)).toHaveCount(0);
  await expect(stopButton(other)).toHaveCount(0);
  await expect
    .poll(
      async () => (await wordsOf(answers(other).last())) === (await wordsOf(answers(one).last())),
    )
    .toBe(true);
  expect(await neverReloaded(other)).toBe(true);
});

test("a title, a pin and the archive agree", async ({ browser }) => {
  const { one, other, id } = await twoDevices(browser);
  await fromMenu(one, (await storedChat(one, id)).title, "Rename");
  await one.getByLabel("Title").fill("Named here");
  await one.getByRole("button", { name: "Rename" }).click();
  await expect(chatLinks(other)).toHaveText("Named here", SOON);
  await expect(other).toHaveTitle(/^Named here/, SOON);
  await fromMenu(other, "Named here", "Pin");
  const pinned = (page: Page) => page.getByRole("region", { name: "Pinned" });
  await expect(pinned(one).getByRole("link", { name: "Named here" })).toBeVisible(SOON);
  await fromMenu(one, "Named here", "Archive");
  await expect(chatLinks(other)).toHaveCount(0, SOON);
  await expect(answers(other)).toHaveCount(1);
  await undoButton(one).click();
  await expect(chatLinks(other)).toHaveCount(1, SOON);
  expect(await neverReloaded(other)).toBe(true);
});

test("a deleted chat leaves the other device at once, and comes back there by Undo", async ({
  browser,
}) => {
  const { one, other, id } = await twoDevices(browser);
  await deleteChat(one, (await storedChat(one, id)).title);
  await expect(missingChat(other)).toBeVisible(SOON);
  await expect(chatLinks(other)).toHaveCount(0, SOON);
  await undoButton(one).click();
  await expect(answers(other)).toHaveCount(1, SOON);
  await expect(chatLinks(other)).toHaveCount(1, SOON);
  expect(await neverReloaded(other)).toBe(true);
});

test("a connection that was lost is taken up again, and what was missed is there", async ({
  browser,
}) => {
  const { one, other } = await twoDevices(browser);
  await other.context().setOffline(true);
  await ask(one, "What is an MRI?");
  await waitForAnswer(one);
  await other.context().setOffline(false);
  await expect(answers(other)).toHaveCount(2);
  expect(await neverReloaded(other)).toBe(true);
});

test("signing a device out elsewhere ends what it is told", async ({ browser }) => {
  const { one, other, id } = await twoDevices(browser);
  await one.goto("/account");
  const signOut = one.getByRole("button", { name: "Sign it out" });
  await signOut.click();
  await expect(signOut).toHaveCount(0);
  await one.request.patch(`/api/chats/${id}`, { data: { title: "Not for them" } });
  await other.waitForTimeout(2000);
  await expect(chatLinks(other).filter({ hasText: "Not for them" })).toHaveCount(0);
});
