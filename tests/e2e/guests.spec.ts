import { expect, test } from "@playwright/test";
import { newAdmin, PASSWORD, setLimit, someone } from "./admin-pages";
import {
  ask,
  chatLinks,
  lastAnswer,
  openStart,
  question,
  questions,
  signUp,
  waitForAnswer,
} from "./pages";

const GUEST = "Questions of one guest";
const MANY = 100_000;

test("a guest's day ends with a sentence and a way to an account, which keeps the chats", async ({
  page,
  browser,
}) => {
  const { page: admin } = await newAdmin(browser);
  await setLimit(admin, GUEST, 2);
  try {
    await openStart(page);
    await ask(page, "What is an X-ray?");
    await waitForAnswer(page);
    await ask(page, "What is CT?");
    await waitForAnswer(page);
    const path = new URL(page.url()).pathname;
    const data = { messageId: crypto.randomUUID(), text: "And MRI?", imageIds: [] };
    const refused = await page.request.post(`/api/chats/${crypto.randomUUID()}/turns`, {
      data: { ...data, audience: "patient" },
    });
    expect(refused.status()).toBe(429);
    expect(Number(refused.headers()["retry-after"])).toBeGreaterThan(3_600);

    await question(page).fill("What is MRI?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    const alert = page.getByRole("main").getByRole("alert");
    await expect(alert).toContainText("As a guest you asked the 2 questions of a day.");
    await expect(alert).toContainText("More can be asked in 24 hours.");
    await alert.getByRole("link", { name: "Make an account" }).click();
    await page.waitForURL("**/sign-up");
    await signUp(page, someone(), PASSWORD);

    // The chat came along, and the account asks on.
    await expect(chatLinks(page)).toHaveCount(1);
    await page.goto(path);
    await expect(questions(page)).toHaveCount(2);
    await ask(page, "What is MRI?");
    await waitForAnswer(page);
    await expect(lastAnswer(page)).not.toBeEmpty();
  } finally {
    await setLimit(admin, GUEST, MANY);
  }
  await admin.context().close();
});

test("guests of one address share its day", async ({ page, browser }) => {
  const { page: admin } = await newAdmin(browser);
  const what = "Questions of all guests of one address";
  await setLimit(admin, what, 0);
  try {
    await openStart(page);
    const data = { messageId: crypto.randomUUID(), text: "What is CT?", imageIds: [] };
    await expect
      .poll(async () => {
        const path = `/api/chats/${crypto.randomUUID()}/turns`;
        const answer = await page.request.post(path, {
          data: { ...data, messageId: crypto.randomUUID(), audience: "patient" },
        });
        return `${answer.status()} ${await answer.text()}`;
      })
      .toContain("429");
  } finally {
    await setLimit(admin, what, MANY);
  }
  await admin.context().close();
});
