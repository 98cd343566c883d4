import { expect, type Page, test } from "@playwright/test";
import { growth } from "./growth";
import {
  againButton,
  answers,
  ask,
  attach,
  continueButton,
  editBox,
  editButton,
  lastAnswer,
  nextVersion,
  openStart,
  previousVersion,
  questions,
  stopButton,
  storedAnswer,
  storedChat,
  takeSample,
  textOf,
  versions,
  waitForAnswer,
  waitingQuestion,
  wordsOf,
} from "./pages";
import { drawHouse, sampleOrSkip } from "./pictures";
import { stopAtFirstWords } from "./stop";

const CHEST = /chest.?film/i;
const question = (page: Page, at = 0) => questions(page).nth(at);

async function shown(page: Page): Promise<string[]> {
  return (await storedChat(page)).messages.map(({ id }) => id);
}

test("an edited question opens in its place, is answered anew, and the old branch is kept", async ({
  page,
}) => {
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const old = await shown(page);

  await editButton(question(page)).click();
  await expect(editBox(page)).toBeFocused();
  await expect(editBox(page)).toHaveValue("What does this show?");
  await expect(page.getByRole("list", { name: "Pictures of the edited question" })).toContainText(
    "Picture 1",
  );
  await editBox(page).fill("Something else?");
  await page.keyboard.press("Escape");
  await expect(question(page)).toContainText("What does this show?");
  await expect(editButton(question(page))).toBeFocused();

  await page.keyboard.press("Enter");
  await editBox(page).fill("Where is the house?");
  await page.keyboard.press("Enter");
  await expect(question(page)).toContainText("Where is the house?");
  await waitForAnswer(page);
  await expect(versions(question(page), "question")).toHaveAccessibleName(/Version 2 of 2/);
  await expect(questions(page)).toHaveCount(1);
  await expect(question(page).getByRole("img", { name: "Picture 1" })).toBeVisible();

  await previousVersion(question(page)).click();
  await expect(question(page)).toContainText("What does this show?");
  expect(await shown(page)).toEqual(old);
});

test("an edit that is refused stays open with what was typed", async ({ page }) => {
  await openStart(page);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  const error = { code: "queue-full", message: "Too many questions are waiting just now." };
  await page.route("**/api/chats/*/turns", (route) =>
    route.fulfill({ status: 429, json: { error } }),
  );
  await editButton(question(page)).click();
  await editBox(page).fill("What is an MRI, and why?");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: error.message })).toBeVisible();
  await expect(editBox(page)).toHaveValue("What is an MRI, and why?");
  await page.unroute("**/api/chats/*/turns");
  await editBox(page).press("Enter");
  await waitForAnswer(page);
  await expect(question(page)).toContainText("What is an MRI, and why?");
});

test("an edit without a connection waits, can be taken back, and goes by itself beside the old question", async ({
  page,
  context,
}) => {
  await openStart(page);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  const old = await shown(page);
  await context.setOffline(true);
  await editButton(question(page)).click();
  await editBox(page).fill("What is an MRI?");
  await page.keyboard.press("Enter");
  await expect(waitingQuestion(page)).toContainText("Your edited question is kept here");
  await expect(waitingQuestion(page)).toContainText("What is an MRI?");
  await expect(question(page)).toContainText("What is an X-ray?");
  // One at a time: a second would take its place.
  await editButton(question(page)).click();
  await expect(page.getByRole("button", { name: "Ask again" })).toBeDisabled();
  await page.keyboard.press("Escape");

  await waitingQuestion(page).getByRole("button", { name: "Take back" }).click();
  await expect(editBox(page)).toHaveValue("What is an MRI?");
  await editBox(page).fill("What is an MRI scan?");
  await page.keyboard.press("Enter");
  await expect(waitingQuestion(page)).toContainText("What is an MRI scan?");
  await context.setOffline(false);
  await expect(waitingQuestion(page)).toHaveCount(0);
  await expect(question(page)).toContainText("What is an MRI scan?");
  await waitForAnswer(page);
  await expect(questions(page)).toHaveCount(1);
  await expect(versions(question(page), "question")).toHaveAccessibleName(/Version 2 of 2/);
  await previousVersion(question(page)).click();
  await expect(question(page)).toContainText("What is an X-ray?");
  expect(await shown(page)).toEqual(old);
});

test("an answer given again is a version; the one read last is there after a reload and in another tab", async ({
  page,
  context,
}) => {
  await openStart(page);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
  await ask(page, "What is an MRI?");
  await expect(answers(page)).toHaveCount(2);
  await waitForAnswer(page);
  const old = await shown(page);

  await againButton(answers(page).first()).click();
  await expect(questions(page)).toHaveCount(1);
  await waitForAnswer(page);
  const group = versions(answers(page).first(), "answer");
  await expect(group).toHaveAccessibleName("Version 2 of 2 of this answer");
  await expect(group).toContainText("2 / 2");

  await previousVersion(answers(page).first()).focus();
  await page.keyboard.press("Enter");
  await expect(questions(page)).toHaveCount(2);
  await expect(group).toHaveAccessibleName("Version 1 of 2 of this answer");
  await expect(nextVersion(answers(page).first())).toBeFocused();
  expect(await shown(page)).toEqual(old);

  await page.reload();
  await expect(questions(page)).toHaveCount(2);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(questions(other)).toHaveCount(2);
  await expect(versions(answers(other).first(), "answer")).toContainText("1 / 2");
});

test("turning to a version while an answer is written is refused in words, and harms nothing", async ({
  page,
}) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  await againButton(lastAnswer(page)).click();
  await waitForAnswer(page);
  await ask(page, "Where is the left lung?");
  await expect(stopButton(page)).toBeVisible();
  await previousVersion(answers(page).first()).click();
  await expect(page.getByRole("alert").filter({ hasText: "Stop it first, or wait" })).toBeVisible();
  await expect(questions(page)).toHaveCount(2);
  await waitForAnswer(page);
  await previousVersion(answers(page).first()).click();
  await expect(questions(page)).toHaveCount(1);
});

test("a stopped answer goes on where it was, and reads as the answer that was never stopped", async ({
  page,
}) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const whole = textOf(await storedAnswer(page));
  const words = await wordsOf(lastAnswer(page));

  await againButton(lastAnswer(page)).click();
  await stopAtFirstWords(page);
  await expect(lastAnswer(page)).toContainText("Stopped by you.");
  const kept = textOf(await storedAnswer(page));
  expect(whole.startsWith(kept)).toBe(true);
  expect(kept.length).toBeLessThan(whole.length);

  const seen: string[] = [];
  await continueButton(lastAnswer(page)).click();
  await expect
    .poll(
      async () => {
        seen.push(await wordsOf(lastAnswer(page)));
        return page.getByRole("status").filter({ hasText: "The answer is complete." }).count();
      },
      { timeout: 90_000, intervals: [100] },
    )
    .toBe(1);
  expect(textOf(await storedAnswer(page))).toBe(whole);
  const drawn = seen.filter((each) => each !== "");
  expect(growth(drawn, words)).toEqual([]);
  await page.reload();
  await expect.poll(() => wordsOf(lastAnswer(page))).toBe(words);
  await expect(versions(lastAnswer(page), "answer")).toContainText("2 / 2");
});
