import { expect, test } from "@playwright/test";
import {
  ask,
  badAnswer,
  goodAnswer,
  lastAnswer,
  openStart,
  storedChat,
  voteForm,
  waitForAnswer,
} from "./pages";

test("a vote with its reason and words is kept, changed and taken back, over reloads", async ({
  page,
}) => {
  await openStart(page);
  await ask(page, "What is an X-ray?");
  const answer = await waitForAnswer(page);
  const feedback = async () => Object.values((await storedChat(page)).feedback);

  await badAnswer(answer).click();
  await expect(badAnswer(answer)).toHaveAttribute("aria-pressed", "true");
  await voteForm(answer).getByText("It missed something").click();
  await voteForm(answer).getByRole("textbox").fill("The dose is not named.");
  await voteForm(answer).getByRole("button", { name: "Send" }).click();
  await expect(voteForm(answer)).toBeHidden();
  await expect(answer.getByRole("status")).toContainText("Kept with this answer");
  const said = { vote: "down", reason: "missed", words: "The dose is not named." };
  expect(await feedback()).toEqual([said]);

  await page.reload();
  await expect(badAnswer(lastAnswer(page))).toHaveAttribute("aria-pressed", "true");
  await goodAnswer(lastAnswer(page)).click();
  await expect(voteForm(lastAnswer(page)).getByRole("textbox")).toHaveValue(said.words);
  await page.keyboard.press("Escape");
  await expect.poll(feedback).toEqual([{ vote: "up", reason: null, words: said.words }]);
  await goodAnswer(lastAnswer(page)).click();
  await expect.poll(feedback).toEqual([]);
  await page.reload();
  await expect(goodAnswer(lastAnswer(page))).toHaveAttribute("aria-pressed", "false");
});

test("a vote that the server does not take is taken back on the screen, and says why", async ({
  page,
}) => {
  await openStart(page);
  await ask(page, "What is an X-ray?");
  const answer = await waitForAnswer(page);
  await page.route("**/api/turns/*/feedback", (route) => route.abort());
  await badAnswer(answer).click();
  await expect(answer.getByRole("alert")).toContainText("cannot be reached");
  await expect(badAnswer(answer)).toHaveAttribute("aria-pressed", "false");
  await page.unroute("**/api/turns/*/feedback");
  await badAnswer(answer).click();
  await expect(badAnswer(answer)).toHaveAttribute("aria-pressed", "true");
});
