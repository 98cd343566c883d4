import { expect, type Page, test } from "@playwright/test";
import { serious } from "./accessibility";
import {
  deadLink,
  dialog,
  fitsWidth,
  newAccount,
  section,
  shareChat,
  sharedAnswers,
  sharedChat,
  sharedQuestions,
} from "./leaving";
import {
  ask,
  attach,
  boxes,
  chatLinks,
  chips,
  deleteChat,
  imageIdOf,
  newPerson,
  openStart,
  storedChat,
  takeSample,
  toast,
  turnOf,
  undoButton,
  waitForAnswer,
  wordsOf,
} from "./pages";
import { drawHouse, sampleOrSkip } from "./pictures";

const PASSWORD = "four plain words here";

/** A chat about a drawing, and its title. */
async function drawnChat(page: Page): Promise<{ words: string; title: string }> {
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  const words = await wordsOf(await waitForAnswer(page));
  return { words, title: (await storedChat(page)).title };
}

test("a link shows the branch to a browser that was never here, to read and nothing else", async ({
  page,
  browser,
}) => {
  const { words, title } = await drawnChat(page);
  const chat = await storedChat(page);
  const address = await shareChat(page, title, { pictures: true });

  const stranger = await newPerson(browser);
  const asked: string[] = [];
  stranger.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await stranger.goto(address);
  await expect(sharedQuestions(stranger)).toHaveCount(1);
  await expect(sharedQuestions(stranger)).toContainText("What does this show?");
  await expect(stranger.getByRole("heading", { level: 1, name: title })).toBeVisible();
  expect(await wordsOf(sharedAnswers(stranger))).toBe(words);
  const picture = sharedQuestions(stranger).getByRole("img", { name: "Picture 1" });
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBe(640);
  await expect(stranger.getByText("For learning, not for diagnosis.")).toBeVisible();

  // Nothing to write, to edit, to ask again, and no list of chats.
  await expect(stranger.getByRole("textbox")).toHaveCount(0);
  for (const name of ["Edit the question", "Answer again", "Continue", "Chats and settings"])
    await expect(stranger.getByRole("button", { name })).toHaveCount(0);
  await expect(chatLinks(stranger)).toHaveCount(0);
  expect(
    asked.filter((path) => path.startsWith("/api/") && !path.startsWith("/api/share/")),
  ).toEqual([]);
  // The page holds no id that another door would take, and the stranger is nobody still.
  const text = `${await stranger.content()} ${await (await stranger.request.get(address.replace("/share/", "/api/share/"))).text()}`;
  const answer = chat.messages.at(-1);
  if (answer === undefined) throw new Error("the chat has no answer");
  for (const id of [chat.id, imageIdOf(chat), turnOf(answer), ...chat.messages.map((m) => m.id)])
    expect(text).not.toContain(id);
  expect((await stranger.request.get(`/api/chats/${chat.id}`)).status()).toBe(401);
  expect(await stranger.context().cookies()).toEqual([]);
  await stranger.context().close();
});

test("marks light up in a shared chat as they do for its owner", async ({ page, browser }) => {
  const sample = await sampleOrSkip(page.request, /chest.?film/i);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, "What does this show?");
  const own = await chips(await waitForAnswer(page)).count();
  expect(own).toBeGreaterThan(0);
  const address = await shareChat(page, (await storedChat(page)).title, { pictures: true });
  const stranger = await newPerson(browser);
  await stranger.goto(address);
  await expect(chips(sharedAnswers(stranger))).toHaveCount(own);
  await expect(boxes(stranger).first()).toBeVisible();
  await chips(sharedAnswers(stranger)).first().hover();
  await expect(boxes(stranger)).toHaveCount(own);
  await expect(section(stranger, "Marks").getByRole("listitem").first()).toBeVisible();
  await stranger.context().close();
});

test("without pictures none is sent, and the page says so", async ({ page, browser }) => {
  const { title } = await drawnChat(page);
  const address = await shareChat(page, title, { pictures: false });
  const stranger = await newPerson(browser);
  await stranger.goto(address);
  await expect(sharedQuestions(stranger)).toContainText("Picture 1, not shared");
  await expect(stranger.getByText("without its pictures")).toBeVisible();
  await expect(sharedChat(stranger).locator("img")).toHaveCount(0);
  const token = address.split("/share/")[1];
  expect((await stranger.request.get(`/api/share/${token}/pictures/1`)).status()).toBe(404);
  await stranger.context().close();
});

test("what is asked later is not shown, and a link that was taken back leads nowhere", async ({
  page,
  browser,
}) => {
  await newAccount(page, PASSWORD);
  const { title } = await drawnChat(page);
  const address = await shareChat(page, title, { pictures: false });
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  const stranger = await newPerson(browser);
  await stranger.goto(address);
  await expect(sharedQuestions(stranger)).toHaveCount(1);
  await expect(sharedAnswers(stranger)).toHaveCount(1);

  // Its owner finds it on the account page, and ends it there.
  await page.goto("/account");
  const links = section(page, "Links that you shared");
  await expect(links.getByRole("listitem")).toHaveCount(1);
  await expect(links).toContainText("without pictures");
  await links.getByRole("button", { name: "Take back" }).click();
  await expect(links.getByRole("listitem")).toHaveCount(0);
  await expect(links).toContainText("None.");
  await stranger.reload();
  await expect(deadLink(stranger)).toBeVisible();
  await expect(stranger.getByText("What does this show?")).toHaveCount(0);
  // Exactly as a link that nobody ever made.
  const dead = await (await stranger.request.get(address.replace("/share/", "/api/share/"))).text();
  const none = await (await stranger.request.get(`/api/share/${"x".repeat(43)}`)).text();
  expect(dead).toBe(none);
  await stranger.context().close();
});

test("the links of a deleted chat are dead with it", async ({ page, browser }) => {
  const { title } = await drawnChat(page);
  const address = await shareChat(page, title, { pictures: true });
  const stranger = await newPerson(browser);
  await stranger.goto(address);
  await expect(sharedAnswers(stranger)).toHaveCount(1);
  await deleteChat(page, title);
  await expect(toast(page)).toContainText("Deleted");
  await expect
    .poll(async () => {
      await stranger.reload();
      return await deadLink(stranger).isVisible();
    })
    .toBe(true);
  await undoButton(page).click();
  await expect(chatLinks(page)).toHaveCount(1);
  await stranger.reload();
  await expect(sharedAnswers(stranger)).toHaveCount(1);
  await stranger.context().close();
});

test("sharing works by keyboard alone, fits 360 px and has no serious finding, light or dark", async ({
  page,
  browser,
}) => {
  const { title } = await drawnChat(page);
  await page.getByRole("button", { name: `More for ${title}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Share" })).toBeVisible();
  for (let n = 0; n < 8; n += 1) {
    const item = page.getByRole("menuitem", { name: "Share" });
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  const sheet = dialog(page, "Share this chat");
  await expect(sheet.getByRole("checkbox")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(sheet.getByRole("checkbox")).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(sheet.getByRole("button", { name: "Make a link" })).toBeFocused();
  await page.keyboard.press("Enter");
  const field = sheet.getByRole("textbox", { name: "The link" });
  await expect(field).toHaveValue(/\/share\//);
  expect(await serious(page)).toEqual([]);
  const address = await field.inputValue();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();

  const stranger = await newPerson(browser);
  for (const colorScheme of ["light", "dark"] as const) {
    await stranger.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await stranger.setViewportSize({ width: 360, height: 740 });
    await stranger.goto(address);
    await expect(sharedAnswers(stranger)).toHaveCount(1);
    expect(await fitsWidth(stranger)).toBe(true);
    expect(await serious(stranger), colorScheme).toEqual([]);
  }
  await stranger.getByRole("button", { name: "Show Picture 1" }).click();
  await expect(dialog(stranger, "Picture")).toBeVisible();
  expect(await serious(stranger)).toEqual([]);
  await stranger.context().close();
});
