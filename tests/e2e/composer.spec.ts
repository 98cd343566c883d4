import { expect, type Page, test } from "@playwright/test";
import {
  answers,
  ask,
  askButton,
  attach,
  attachments,
  editBox,
  editButton,
  keepButton,
  openStart,
  question,
  questions,
  storedChat,
  textOf,
  waitForAnswer,
  waitingQuestion,
} from "./pages";
import { drawHouse, drawPage } from "./pictures";

/** The questions that the server has of the open chat. */
async function asked(page: Page): Promise<string[]> {
  return (await storedChat(page)).messages.filter(({ role }) => role === "user").map(textOf);
}

async function newChat(page: Page): Promise<void> {
  await openStart(page);
  await ask(page, "What is an X-ray?");
  await waitForAnswer(page);
}

test("what is typed and attached is there after a reload, in each chat its own", async ({
  page,
}) => {
  await openStart(page);
  await attach(page, await drawHouse());
  await question(page).fill("Where is the sun?");
  await page.reload();
  await expect(question(page)).toHaveValue("Where is the sun?");
  await expect(attachments(page)).toHaveCount(1);
  await expect(attachments(page)).toContainText("Picture 1");
  await expect(attachments(page)).toContainText("640 × 480");
  await askButton(page).click();
  await page.waitForURL(/\/chat\//);
  await waitForAnswer(page);
  expect(await asked(page)).toEqual(["Where is the sun?"]);

  await question(page).fill("And the door?");
  await attach(page, await drawPage());
  await page.goto("/");
  await expect(question(page)).toHaveValue("");
  await expect(attachments(page)).toHaveCount(0);
  await page.goBack();
  await expect(question(page)).toHaveValue("And the door?");
  await expect(attachments(page)).toHaveCount(1);
  await attachments(page)
    .getByRole("button", { name: /^Remove/ })
    .click();
  await question(page).fill("");
  await page.reload();
  await expect(question(page)).toHaveValue("");
  await expect(attachments(page)).toHaveCount(0);
});

test("several pictures go with one question", async ({ page }) => {
  await openStart(page);
  const files = [await drawHouse(), await drawPage(), { ...(await drawHouse()), name: "b.png" }];
  await page.locator('form[aria-label="Ask"] input[type="file"]').setInputFiles(files);
  await expect(attachments(page)).toHaveCount(3);
  // The page is full of writing, which waits for a word of the person's.
  await keepButton(attachments(page).nth(1)).click();
  await ask(page, "What do these show?");
  await expect(questions(page).first().getByRole("img")).toHaveCount(3);
  const parts = (await storedChat(page)).messages[0]?.parts ?? [];
  expect(parts.filter(({ type }) => type === "data-image")).toHaveLength(3);
  await waitForAnswer(page);
});

test("an edit that was begun is still open after a reload", async ({ page }) => {
  await newChat(page);
  await editButton(questions(page).first()).click();
  await editBox(page).fill("What is an MRI, and");
  await page.reload();
  await expect(editBox(page)).toHaveValue("What is an MRI, and");
  await editBox(page).press("Escape");
  await page.reload();
  await expect(questions(page)).toHaveCount(1);
  await expect(editBox(page)).toHaveCount(0);
});

test("a question without a connection waits, says so, and goes once by itself", async ({
  page,
  context,
}) => {
  await newChat(page);
  await context.setOffline(true);
  await question(page).fill("What is an MRI?");
  await askButton(page).click();
  await expect(waitingQuestion(page)).toContainText("goes by itself");
  await expect(question(page)).toHaveValue("");
  await question(page).fill("The one after it");
  await expect(askButton(page)).toBeDisabled();
  await context.setOffline(false);
  await expect(waitingQuestion(page)).toHaveCount(0);
  await expect(answers(page)).toHaveCount(2);
  await waitForAnswer(page);
  expect(await asked(page)).toEqual(["What is an X-ray?", "What is an MRI?"]);
  await expect(question(page)).toHaveValue("The one after it");
});

test("a question that waits can be taken back into the box", async ({ page, context }) => {
  await newChat(page);
  await context.setOffline(true);
  await question(page).fill("What is an MRI?");
  await askButton(page).click();
  await waitingQuestion(page).getByRole("button", { name: "Take back" }).click();
  await expect(question(page)).toHaveValue("What is an MRI?");
  await context.setOffline(false);
  await expect(questions(page)).toHaveCount(1);
});

test("the first question of a chat waits on the start page and then opens its chat", async ({
  page,
  context,
}) => {
  await openStart(page);
  await attach(page, await drawHouse());
  await context.setOffline(true);
  await question(page).fill("What does this show?");
  await askButton(page).click();
  await expect(waitingQuestion(page)).toContainText("What does this show?");
  await context.setOffline(false);
  await page.waitForURL(/\/chat\//);
  await expect(questions(page)).toHaveCount(1);
  await waitForAnswer(page);
  expect(await asked(page)).toEqual(["What does this show?"]);
});

test("a question whose receipt was lost on the way is not asked twice", async ({ page }) => {
  await newChat(page);
  let sent = 0;
  await page.route("**/api/chats/*/turns", async (route) => {
    sent += 1;
    if (sent > 1) return route.continue();
    // The server takes it, and the connection breaks before its answer arrives.
    await route.fetch();
    return route.abort();
  });
  await question(page).fill("What is an MRI?");
  await askButton(page).click();
  await expect(answers(page)).toHaveCount(2);
  await waitForAnswer(page);
  await expect(waitingQuestion(page)).toHaveCount(0);
  expect(await asked(page)).toEqual(["What is an X-ray?", "What is an MRI?"]);
  await page.reload();
  await expect(questions(page)).toHaveCount(2);
});

test("a reload while a question is on its way loses and doubles nothing", async ({ page }) => {
  await newChat(page);
  await page.route("**/api/chats/*/turns", () => undefined);
  await question(page).fill("What is an MRI?");
  await askButton(page).click();
  await expect(questions(page)).toHaveCount(2);
  await page.unroute("**/api/chats/*/turns");
  await page.reload();
  await expect(answers(page)).toHaveCount(2, { timeout: 60_000 });
  await waitForAnswer(page);
  expect(await asked(page)).toEqual(["What is an X-ray?", "What is an MRI?"]);
});
