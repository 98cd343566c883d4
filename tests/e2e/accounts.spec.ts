import { expect, test } from "@playwright/test";
import {
  ask,
  attach,
  chatId,
  chatLinks,
  deleteChat,
  imageIdOf,
  lastAnswer,
  missingChat,
  newPerson,
  openStart,
  signIn,
  signUp,
  storedAnswer,
  storedChat,
  turnOf,
  waitForAnswer,
  wordsOf,
} from "./pages";
import { drawHouse } from "./pictures";

const PASSWORD = "four plain words here";
const someone = () => `person-${crypto.randomUUID().slice(0, 8)}@example.org`;

test("a guest becomes an account and keeps the chats", async ({ page }) => {
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  const words = await wordsOf(await waitForAnswer(page));
  const id = chatId(page);
  await signUp(page, someone(), PASSWORD);
  await expect(chatLinks(page)).toHaveCount(1);
  await chatLinks(page).click();
  await page.waitForURL(`**/chat/${id}`);
  await expect.poll(() => wordsOf(lastAnswer(page))).toBe(words);
});

test("a second browser signed in finds the chat", async ({ page, browser }) => {
  const email = someone();
  await openStart(page);
  await signUp(page, email, PASSWORD);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  const words = await wordsOf(await waitForAnswer(page));
  const other = await newPerson(browser);
  await signIn(other, email, PASSWORD);
  await expect(chatLinks(other)).toHaveCount(1);
  await chatLinks(other).click();
  await expect.poll(() => wordsOf(lastAnswer(other))).toBe(words);
  await other.context().close();
});

test("a wrong password is refused with a sentence", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(someone());
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
});

test("signing out of this browser leaves no chat behind in it", async ({ page }) => {
  await openStart(page);
  await signUp(page, someone(), PASSWORD);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  const id = chatId(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out of this browser" }).click();
  await expect(page.getByRole("link", { name: /sign in/i }).first()).toBeVisible();
  await expect(chatLinks(page)).toHaveCount(0);
  expect([401, 404]).toContain((await page.request.get(`/api/chats/${id}`)).status());
});

test("two people cannot see each other's chats or pictures", async ({ page, browser }) => {
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const id = chatId(page);
  const image = imageIdOf(await storedChat(page));
  const turn = turnOf(await storedAnswer(page));

  const other = await newPerson(browser);
  await openStart(other);
  await ask(other, "What is an X-ray?");
  await waitForAnswer(other);
  for (const path of [
    `/api/chats/${id}`,
    `/api/images/${image}`,
    `/api/images/${image}/seen`,
    `/api/turns/${turn}/stream`,
  ]) {
    expect((await other.request.get(path)).status(), path).toBe(404);
  }
  expect((await other.request.post(`/api/turns/${turn}/stop`)).status()).toBe(404);
  expect((await other.request.post(`/api/turns/${turn}/retry`)).status()).toBe(404);
  expect((await other.request.post(`/api/turns/${turn}/continue`)).status()).toBe(404);
  const leaf = { data: { messageId: crypto.randomUUID() } };
  expect((await other.request.put(`/api/chats/${id}/leaf`, leaf)).status()).toBe(404);
  expect(
    (await other.request.patch(`/api/chats/${id}`, { data: { title: "mine now" } })).status(),
  ).toBe(404);
  expect((await other.request.delete(`/api/chats/${id}`)).status()).toBe(404);
  const question = {
    messageId: crypto.randomUUID(),
    text: "What does this show?",
    imageIds: [image],
    audience: "patient",
  };
  const borrowed = await other.request.post(`/api/chats/${crypto.randomUUID()}/turns`, {
    data: question,
  });
  expect(borrowed.status()).toBe(404);
  expect((await other.request.post(`/api/chats/${id}/turns`, { data: question })).status()).toBe(
    404,
  );
  await other.goto(`/chat/${id}`);
  await expect(missingChat(other)).toBeVisible();
  // a guest may have asked it as somebody else; who is signed in is not asked to sign in
  const signInLink = other.getByRole("link", { name: "Sign in", exact: true });
  await expect(signInLink).toBeVisible();
  await signUp(other, someone(), PASSWORD);
  await other.goto(`/chat/${id}`);
  await expect(missingChat(other)).toBeVisible();
  await expect(signInLink).toHaveCount(0);
  await other.context().close();

  expect((await storedChat(page)).messages).toHaveLength(2);
  expect((await page.request.get(`/api/images/${image}`)).status()).toBe(200);
});

test("deleting a chat takes its pictures out of reach at once", async ({ page }) => {
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const chat = await storedChat(page);
  const image = imageIdOf(chat);
  expect((await page.request.get(`/api/images/${image}`)).status()).toBe(200);
  await deleteChat(page, chat.title);
  await expect(page).toHaveURL(/\/$/);
  await expect(chatLinks(page)).toHaveCount(0);
  await expect
    .poll(async () => (await page.request.get(`/api/chats/${chat.id}`)).status())
    .toBe(404);
  expect((await page.request.get(`/api/images/${image}`)).status()).toBe(404);
  expect((await page.request.get(`/api/images/${image}/seen`)).status()).toBe(404);
});
