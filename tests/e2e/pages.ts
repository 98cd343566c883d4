import {
  type APIRequestContext,
  type Browser,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import type { ChatDetail, SampleInfo } from "@/lib/contracts/api";
import type { Audience } from "@/lib/contracts/audience";
import type { EvlfMessage } from "@/lib/contracts/message";

/** Every word and role of the screens that the browser tests rely on stands in this file. */

const AUDIENCE_WORDS: Record<Audience, string> = {
  patient: "Patient",
  student: "Student",
  clinician: "Clinician",
};

/** An answer takes seconds on a free machine; E2E_PATIENCE=4 waits four times as long. */
export const PATIENCE = Number(process.env.E2E_PATIENCE ?? "1");
export const ANSWER_TIMEOUT = 90_000 * PATIENCE;

/** A person with a browser of their own: no cookies shared with another. */
export async function newPerson(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}

/** Opens the start page and, on a first visit, says for whom the answers are. */
export async function openStart(page: Page, audience: Audience = "patient"): Promise<void> {
  await page.goto("/");
  const choice = page.getByRole("radio", { name: AUDIENCE_WORDS[audience] });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  if ((await choice.count()) === 0) return;
  await choice.check({ force: true });
  await expect(choice).toBeChecked();
}

export const question = (page: Page): Locator =>
  page.getByRole("textbox", { name: "Your question" });
export const askButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Ask", exact: true });
export const stopButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Stop the answer" });
export const attachments = (page: Page): Locator =>
  page.getByRole("list", { name: "Pictures for this question" }).getByRole("listitem");
export const answers = (page: Page): Locator => page.getByRole("article", { name: "Answer" });
export const questions = (page: Page): Locator => page.getByRole("article", { name: "You asked" });
export const lastAnswer = (page: Page): Locator => answers(page).last();
export const chips = (answer: Locator): Locator =>
  answer.getByRole("button", { name: /^Mark \d+:/ });
export const boxes = (page: Page): Locator => page.getByTestId("boxes").locator("g[data-mark]");
export const box = (page: Page, id: number): Locator =>
  page.getByTestId("boxes").locator(`g[data-mark="${id}"]`);
export const markList = (page: Page): Locator => page.getByRole("region", { name: "Marks" });
export const note = (answer: Locator, kind: string): Locator =>
  answer.locator(`[data-note="${kind}"]`);
/** The versions of a message: a group that says which of how many is shown. */
export const versions = (message: Locator, what: "question" | "answer"): Locator =>
  message.getByRole("group", { name: new RegExp(`^Version \\d+ of \\d+ of this ${what}$`) });
export const previousVersion = (message: Locator): Locator =>
  message.getByRole("button", { name: /^Previous version of the/ });
export const nextVersion = (message: Locator): Locator =>
  message.getByRole("button", { name: /^Next version of the/ });
export const editButton = (message: Locator): Locator =>
  message.getByRole("button", { name: "Edit the question" });
export const againButton = (message: Locator): Locator =>
  message.getByRole("button", { name: "Answer again" });
export const continueButton = (message: Locator): Locator =>
  message.getByRole("button", { name: "Continue", exact: true });
export const editBox = (page: Page): Locator =>
  page.getByRole("textbox", { name: "The edited question" });

export const chatLinks = (page: Page): Locator =>
  page.getByRole("navigation", { name: "Chats" }).getByRole("link");

/** Opens the model's figures by the link beside the chats. */
export async function openFigures(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "How well it does" }).click();
  await page.waitForURL(/\/about\/model/);
}
export const figuresHeading = (page: Page, name: string): Locator =>
  page.getByRole("heading", { level: 1, name, exact: true });
export const kindLink = (page: Page, name: string): Locator =>
  page
    .getByRole("navigation", { name: "Kind of picture" })
    .getByRole("link", { name, exact: true });
export const plots = (page: Page): Locator =>
  page.getByRole("img", { name: /^Reliability of the labels/ });
export const tablesOf = (within: Locator): Locator => within.getByRole("table");

/** The words of an answer as they stand on the screen, without the lines around them. */
export async function wordsOf(answer: Locator): Promise<string> {
  const text = await answer.evaluate(readWords);
  return text;
}

function readWords(article: Element): string {
  const column = article.querySelector(":scope > div.grid.gap-3");
  return (column?.textContent ?? "").replace(/\s+/g, " ").trim();
}

type Upload = { name: string; mimeType: string; buffer: Buffer };

/** Adds a picture to the question and waits until it was looked at for writing. */
export async function attachAndLook(page: Page, file: Upload): Promise<Locator> {
  const before = await attachments(page).count();
  await page.locator('form[aria-label="Ask"] input[type="file"]').setInputFiles(file);
  await expect(attachments(page)).toHaveCount(before + 1);
  const attached = attachments(page).last();
  await expect(attached).not.toHaveAttribute("data-state", "sending");
  await expect(attached).not.toContainText("Looking for writing", { timeout: 40_000 * PATIENCE });
  return attached;
}

/** Adds a picture of the machine's (drawn or fetched bytes) to the question; writing on it stays. */
export async function attach(page: Page, file: Upload): Promise<void> {
  const attached = await attachAndLook(page, file);
  const keep = keepButton(attached);
  if ((await keep.count()) > 0) await keep.click();
}

export const WRITING = {
  found: "There is writing in this picture. It may be a name.",
  none: "No writing found.",
  unknown: "I could not look for writing in all of this picture. Look yourself before you ask.",
  covered: "Blacked out. The picture as it was is not kept.",
  first: "Say first what to do with the writing: black it out, or keep it.",
};
export const keepButton = (attached: Locator): Locator =>
  attached.getByRole("button", { name: "Keep as it is" });
export const blackItOut = (attached: Locator): Locator =>
  attached.getByRole("button", { name: "Black it out" });
export const byHand = (attached: Locator): Locator =>
  attached.getByRole("button", { name: "Black out by hand" });
export const handDialog = (page: Page): Locator =>
  page.getByRole("dialog", { name: "Black out by hand" });

/** Takes a sample picture on the start page. */
export async function takeSample(page: Page, sample: SampleInfo): Promise<void> {
  const card = page
    .getByRole("region", { name: "Or take a sample" })
    .getByRole("button", { name: sample.title });
  await card.click();
  await expect(attachments(page)).toHaveCount(1);
  await expect(attachments(page).last()).not.toHaveAttribute("data-state", "sending");
}

/** Sends a question and waits until the page shows it. */
export async function ask(page: Page, words: string): Promise<void> {
  const before = await questions(page).count();
  await question(page).fill(words);
  await askButton(page).click();
  await page.waitForURL(/\/chat\//);
  await expect(questions(page)).toHaveCount(before + 1);
}

/** Waits for the end of the newest answer; answers its article. */
export async function waitForAnswer(page: Page): Promise<Locator> {
  await expect(page.getByRole("status").filter({ hasText: "The answer is complete." })).toHaveCount(
    1,
    { timeout: ANSWER_TIMEOUT },
  );
  await expect(askButton(page)).toBeVisible();
  return lastAnswer(page);
}

/** Waits until the newest answer has begun to say something, and is still being written. */
export async function waitForFirstWords(page: Page): Promise<void> {
  await expect
    .poll(async () => ((await answers(page).count()) > 0 ? await wordsOf(lastAnswer(page)) : ""), {
      timeout: ANSWER_TIMEOUT,
      intervals: [50],
    })
    .not.toBe("");
}

export function chatId(page: Page): string {
  const id = /\/chat\/([^/?#]+)/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`no chat is open at ${page.url()}`);
  return id;
}

/** The chat as the server keeps it, read with this page's cookies. */
export async function storedChat(page: Page, id = chatId(page)): Promise<ChatDetail> {
  const response = await page.request.get(`/api/chats/${id}`);
  expect(response.status()).toBe(200);
  return (await response.json()) as ChatDetail;
}

export async function storedAnswer(page: Page): Promise<EvlfMessage> {
  const last = (await storedChat(page)).messages.at(-1);
  if (last?.role !== "assistant") throw new Error("the chat does not end with an answer");
  return last;
}

export function textOf(message: EvlfMessage): string {
  return message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

export function turnOf(message: EvlfMessage): string {
  const turnId = message.metadata?.turnId;
  if (turnId === undefined) throw new Error("the answer names no turn");
  return turnId;
}

export function imageIdOf(chat: ChatDetail): string {
  const part = chat.messages
    .flatMap((message) => message.parts)
    .find((each) => each.type === "data-image");
  if (part === undefined) throw new Error("the chat has no picture");
  return part.data.imageId;
}

/** What a reader of a turn's event log gets from its beginning: the chunks, in order. */
export async function replay(
  request: APIRequestContext,
  turnId: string,
): Promise<{ type: string; delta?: string }[]> {
  const response = await request.get(`/api/turns/${turnId}/stream?after=0`);
  expect(response.status()).toBe(200);
  return (await response.text())
    .split("\n")
    .filter((line) => line.startsWith("data: ") && line !== "data: [DONE]")
    .map((line) => JSON.parse(line.slice("data: ".length)) as { type: string; delta?: string });
}

export async function signUp(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByRole("link", { name: email })).toBeVisible();
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: email })).toBeVisible();
}

/** Does something with a chat through its menu in the list. */
export async function fromMenu(page: Page, title: string, what: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${title}` }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

/** Deletes a chat through its menu in the list. */
export const deleteChat = (page: Page, title: string): Promise<void> =>
  fromMenu(page, title, "Delete");

export const toast = (page: Page): Locator => page.getByRole("region", { name: "News" });
export const undoButton = (page: Page): Locator =>
  toast(page).getByRole("button", { name: "Undo" });
export const searchBox = (page: Page): Locator =>
  page.getByRole("searchbox", { name: "Search chats" });
export const searchResults = (page: Page): Locator =>
  page.getByRole("navigation", { name: "Search results" });
export const archivedLinks = (page: Page): Locator =>
  page.getByRole("navigation", { name: "Archived chats" }).getByRole("link");

export const badAnswer = (answer: Locator): Locator =>
  answer.getByRole("button", { name: "Bad answer" });
export const goodAnswer = (answer: Locator): Locator =>
  answer.getByRole("button", { name: "Good answer" });
/** Why a vote was given. */
export const voteForm = (answer: Locator): Locator =>
  answer.getByRole("form", { name: "Why this vote" });
/** A question that has not reached the server. */
export const waitingQuestion = (page: Page): Locator =>
  page.getByRole("article", { name: "Your question waits" });
export const keySheet = (page: Page): Locator => page.getByRole("dialog", { name: "Keys" });
export const missingChat = (page: Page): Locator =>
  page.getByRole("heading", { name: "This chat is not here" });
export const earlierButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Show earlier messages" });
/** One message of a conversation, by its id. */
export const message = (page: Page, id: string): Locator => page.locator(`[data-message="${id}"]`);

/** What stands on the clipboard; the browser must have been told that this page may read it. */
export const clipboard = (page: Page): Promise<string> =>
  page.evaluate(() => navigator.clipboard.readText());
