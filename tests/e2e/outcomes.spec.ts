import { expect, test } from "@playwright/test";
import {
  ask,
  askButton,
  attach,
  attachments,
  note,
  openStart,
  question,
  replay,
  storedAnswer,
  takeSample,
  turnOf,
  waitForAnswer,
} from "./pages";
import { drawHouse, drawPage, sampleOrSkip } from "./pictures";

test("a search that finds nothing says so, and that this proves nothing", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, /head.?MR/i);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, "Is there a brain tumour? Where?");
  const answer = await waitForAnswer(page);
  expect((await storedAnswer(page)).metadata?.outcome).toBe("nothing");
  await expect(note(answer, "nothing")).toBeVisible();
  await expect(note(answer, "nothing")).toContainText("does not mean");
});

test("a phrase that the model was not trained for is not looked for, and what can be is named", async ({
  page,
}) => {
  const sample = await sampleOrSkip(page.request, /chest.?film/i);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, "Where is the ligament?");
  const answer = await waitForAnswer(page);
  expect((await storedAnswer(page)).metadata?.outcome).toBe("could-not-look");
  await expect(note(answer, "could-not-look")).toBeVisible();
  await expect(note(answer, "could-not-look")).toContainText("lung");
});

for (const [name, draw] of [
  ["a drawing of a house", drawHouse],
  ["a page of text", drawPage],
] as const) {
  test(`${name} is not supported, and the answer says what to bring instead`, async ({ page }) => {
    await openStart(page);
    await attach(page, await draw());
    await ask(page, "What does this show?");
    const answer = await waitForAnswer(page);
    expect((await storedAnswer(page)).metadata?.outcome).toBe("not-supported");
    await expect(note(answer, "not-supported")).toBeVisible();
    await expect(note(answer, "not-supported")).toContainText(/X-ray/);
  });
}

test("the emergency text comes before any word of the model", async ({ page }) => {
  await openStart(page);
  await ask(page, "I have crushing chest pain right now and my left arm is numb.");
  const answer = await waitForAnswer(page);
  const alert = answer.getByRole("alert");
  await expect(alert).toBeVisible();
  await expect(alert).toContainText(/emergency/i);

  const chunks = await replay(page.request, turnOf(await storedAnswer(page)));
  const content = chunks.filter((chunk) => /-delta$|^tool-input/.test(chunk.type));
  expect(content[0]?.type).toBe("text-delta");
  expect(content[0]?.delta).toContain("[note:emergency]");
});

test("a file that is no picture is refused with a sentence, and the question is kept", async ({
  page,
}) => {
  await openStart(page);
  await question(page).fill("What does this show?");
  await attach(page, {
    name: "letter.png",
    mimeType: "image/png",
    buffer: Buffer.from("this is a letter, not a picture"),
  });
  await expect(attachments(page).last()).toContainText(/PNG|picture/);
  await expect(attachments(page).last().locator(".text-danger").first()).toBeVisible();
  await expect(question(page)).toHaveValue("What does this show?");
  await expect(askButton(page)).toBeVisible();
});

test("a student sees the answer only after asking for it", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, /chest.?film/i);
  await openStart(page, "student");
  await takeSample(page, sample);
  await ask(page, "Where is the right lung?");
  const answer = await waitForAnswer(page);
  const show = answer.getByRole("button", { name: "Show answer" });
  await expect(show).toBeVisible();
  await expect(page.getByTestId("boxes").locator("g[data-mark]")).toHaveCount(0);
  await show.click();
  await expect(show).toHaveCount(0);
  await expect(page.getByTestId("boxes").locator("g[data-mark]")).not.toHaveCount(0);
});
