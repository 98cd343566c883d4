import { expect, test } from "@playwright/test";
import { growth } from "./growth";
import {
  answers,
  ask,
  askButton,
  box,
  boxes,
  chatId,
  chips,
  lastAnswer,
  markList,
  openStart,
  PATIENCE,
  questions,
  replay,
  stopButton,
  storedAnswer,
  storedChat,
  takeSample,
  textOf,
  turnOf,
  waitForAnswer,
  waitForFirstWords,
  wordsOf,
} from "./pages";
import { sampleOrSkip } from "./pictures";
import { stopAtFirstWords } from "./stop";
import { watchWords } from "./watch";

const CHEST = /chest.?film/i;
const FIRST = "What does this show?";

test("the first answer about the sample chest film has boxes where the tool found them", async ({
  page,
}) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  const answer = await waitForAnswer(page);

  const found = (await storedAnswer(page)).parts.flatMap((part) =>
    part.type === "tool-ground" &&
    part.state === "output-available" &&
    part.output.outcome === "found"
      ? part.output.boxes
      : [],
  );
  expect(found.length).toBeGreaterThan(0);
  await expect(boxes(page)).toHaveCount(found.length);
  const picture = page.getByRole("complementary", { name: "Picture" }).getByRole("img");
  const frame = await picture.boundingBox();
  if (!frame) throw new Error("the picture is not drawn");
  for (const { id, box: fractions } of found) {
    const drawn = await box(page, id).locator("rect").first().boundingBox();
    if (!drawn) throw new Error(`box ${id} is not drawn`);
    expect(Math.abs(drawn.x - (frame.x + fractions.x * frame.width))).toBeLessThan(6);
    expect(Math.abs(drawn.y - (frame.y + fractions.y * frame.height))).toBeLessThan(6);
    expect(Math.abs(drawn.width - fractions.width * frame.width)).toBeLessThan(10);
    expect(Math.abs(drawn.height - fractions.height * frame.height)).toBeLessThan(10);
  }
  await expect(chips(answer)).not.toHaveCount(0);
  await expect(markList(page).getByRole("listitem").first()).toContainText("of the picture");
});

test("a chip lights its box, a hidden box goes, and keys alone do both", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  const answer = await waitForAnswer(page);
  await expect(chips(answer)).not.toHaveCount(0);
  const chip = chips(answer).first();
  const id = Number(/^Mark (\d+):/.exec((await chip.getAttribute("aria-label")) ?? "")?.[1]);
  const line = box(page, id).locator("rect").nth(1);

  await page.mouse.move(0, 0);
  await expect(line).toHaveAttribute("stroke-width", "2");
  await chip.focus();
  await expect(line).toHaveAttribute("stroke-width", "3");

  const toggle = page.getByRole("button", { name: `Mark ${id} shown on the picture` });
  await expect(toggle).toHaveAttribute("aria-pressed", "true");
  await toggle.focus();
  await page.keyboard.press("Space");
  await expect(toggle).toHaveAttribute("aria-pressed", "false");
  await askButton(page).or(page.getByRole("textbox")).first().focus();
  await expect(box(page, id)).toHaveCount(0);
});

test("a follow-up question is answered about the same picture", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  await waitForAnswer(page);
  await ask(page, "Where is the left lung?");
  await expect(answers(page)).toHaveCount(2);
  const second = await waitForAnswer(page);
  expect(await wordsOf(second)).not.toBe("");

  const chat = await storedChat(page);
  expect(chat.messages.map((message) => message.role)).toEqual([
    "user",
    "assistant",
    "user",
    "assistant",
  ]);
  await expect(page.getByRole("complementary", { name: "Picture" })).toContainText(sample.title);
});

test("a reload in mid-answer continues without a lost or doubled character", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  await expect(stopButton(page)).toBeVisible();
  await expect(answers(page)).toHaveCount(1);
  const watch = await watchWords(page);
  await page.reload();
  expect((await storedChat(page)).activeTurnId).not.toBeNull();
  await waitForAnswer(page);
  const seen = await watch();
  const whole = await wordsOf(lastAnswer(page));
  expect(seen.length).toBeGreaterThan(0);
  expect(growth(seen, whole)).toEqual([]);

  const message = await storedAnswer(page);
  const replayed = (await replay(page.request, turnOf(message)))
    .map((chunk) => (chunk.type === "text-delta" ? (chunk.delta ?? "") : ""))
    .join("");
  expect(replayed).toBe(textOf(message));
  await page.reload();
  await expect(answers(page)).toHaveCount(1);
  await expect.poll(() => wordsOf(lastAnswer(page))).toBe(whole);
});

test("a reload in the midst of the words continues them", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  await waitForFirstWords(page);
  const before = await wordsOf(lastAnswer(page));
  const watch = await watchWords(page);
  await page.reload();
  await waitForAnswer(page);
  const whole = await wordsOf(lastAnswer(page));
  expect(whole.startsWith(before)).toBe(true);
  expect(growth(await watch(), whole)).toEqual([]);
});

test("a reload across the end of a turn shows the whole answer once", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  const address = page.url();
  const id = chatId(page);
  await expect(answers(page)).toHaveCount(1);
  await page.goto("about:blank");
  await expect
    .poll(async () => (await storedChat(page, id)).activeTurnId, { timeout: 90_000 * PATIENCE })
    .toBeNull();
  await page.goto(address);
  await expect(questions(page)).toHaveCount(1);
  await expect(answers(page)).toHaveCount(1);
  const message = await storedAnswer(page);
  expect(message.metadata?.state).toBe("done");
  expect(textOf(message)).not.toBe("");
  await expect.poll(() => wordsOf(lastAnswer(page))).not.toBe("");
  await expect(askButton(page)).toBeVisible();
});

test("a stopped answer keeps what was shown and does not grow back after a reload", async ({
  page,
}) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  await stopAtFirstWords(page);
  await expect(lastAnswer(page)).toContainText("Stopped by you.");
  const kept = await wordsOf(lastAnswer(page));
  const stored = textOf(await storedAnswer(page));
  await page.reload();
  await expect(lastAnswer(page)).toContainText("Stopped by you.");
  expect(await wordsOf(lastAnswer(page))).toBe(kept);
  await page.waitForTimeout(3000);
  expect(await wordsOf(lastAnswer(page))).toBe(kept);
  expect(textOf(await storedAnswer(page))).toBe(stored);
});

test("stop works from another tab", async ({ page, context }) => {
  const sample = await sampleOrSkip(page.request, CHEST);
  // a tab that has loaded the app before opens the chat while the answer still runs
  const other = await context.newPage();
  await openStart(other);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, FIRST);
  await expect(answers(page)).toHaveCount(1);
  await other.goto(page.url());
  await stopButton(other).click();
  await expect(lastAnswer(page)).toContainText("Stopped by you.");
  await expect(lastAnswer(other)).toContainText("Stopped by you.");
});
