import { expect, type Locator, type Page, test } from "@playwright/test";
import sharp from "sharp";
import type { ImageInfo } from "@/lib/contracts/api";
import { dotted } from "@/scripts/eval/words/bitmap-font";
import { findings } from "./accessibility";
import {
  ask,
  askButton,
  attachAndLook,
  attachments,
  blackItOut,
  byHand,
  handDialog,
  imageIdOf,
  keepButton,
  openStart,
  question,
  storedChat,
  WRITING,
  waitForAnswer,
} from "./pages";

/** A grey disc on black, 480 x 360, with a name in its corner where one is given. */
async function scan(name: string | null, border = 0): Promise<Buffer> {
  const words = name === null ? "" : dotted(name, 2, "#eee").svg;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">
    <rect width="480" height="360" fill="#000"/><circle cx="240" cy="190" r="140" fill="#808080"/>
    <g transform="translate(10 10)">${words}</g></svg>`;
  const page = { ...sides(border), background: "#f0f0f0" };
  return await sharp(Buffer.from(svg)).extend(page).png().toBuffer();
}
const sides = (by: number) => ({ top: by, bottom: by, left: by, right: by });
const file = (buffer: Buffer) => ({ name: "scan.png", mimeType: "image/png", buffer });

/** The picture that an attachment shows, as the server keeps it. */
async function stored(page: Page, attached: Locator) {
  const source = (await attached.locator("img").first().getAttribute("src")) ?? "";
  const response = await page.request.get(source);
  expect(response.status()).toBe(200);
  const { data, info } = await sharp(await response.body())
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? -1;
  return { source, width: info.width, height: info.height, at, data };
}

/** Drags over the picture in the dialog, from and to fractions of it. */
async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const place = await handDialog(page).getByRole("img").boundingBox();
  if (place === null) throw new Error("the dialog shows no picture");
  const at = ([x, y]: [number, number]) =>
    [place.x + x * place.width, place.y + y * place.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]), { steps: 8 });
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}

const covers = (page: Page): Locator => page.getByTestId("covers").locator("g[data-cover]");
const apply = (page: Page) =>
  handDialog(page).getByRole("button", { name: "Black out", exact: true }).click();

test("writing is pointed out before the question can be sent; blacked out, it is gone for good", async ({
  page,
}) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan("MEYER, ANNA 1957-02-03")));
  await question(page).fill("What does this show?");
  await expect(attached).toContainText(WRITING.found);
  await expect(page.getByText(WRITING.first)).toBeVisible();
  expect(await attached.getByTestId("writing").locator("g").count()).toBeGreaterThan(0);
  await expect(askButton(page)).toBeDisabled();
  const before = await stored(page, attached);
  expect(Math.max(...before.data.subarray(0, 480 * 30 * 3))).toBeGreaterThan(200);

  await blackItOut(attached).click();
  await expect(attached).toContainText(WRITING.covered);
  const after = await stored(page, attached);
  expect(after.source).not.toBe(before.source);
  expect(Math.max(...after.data.subarray(0, 480 * 30 * 3))).toBe(0);
  expect(after.at(240, 190)).toBe(128);
  // The picture with the name: no row and no file answers for it.
  expect((await page.request.get(before.source)).status()).toBe(404);
  await expect(askButton(page)).toBeEnabled();
});

test("writing that is kept goes along, by a word of the person's", async ({ page }) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan("OLSEN, KARI")));
  await expect(attached).toContainText(WRITING.found);
  const { source } = await stored(page, attached);
  await keepButton(attached).click();
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  expect(`/api/images/${imageIdOf(await storedChat(page))}`).toBe(source);
});

test("a picture without writing is not stopped", async ({ page }) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan(null)));
  await expect(attached).toContainText(WRITING.none);
  await question(page).fill("What does this show?");
  await expect(askButton(page)).toBeEnabled();
});

test("could not look is not none, and can be tried again", async ({ page }) => {
  await openStart(page);
  await page.route("**/look", (route) =>
    route.fulfill({
      status: 429,
      json: { error: { code: "rate-limited", message: "Many pictures wait just now." } },
    }),
  );
  const attached = await attachAndLook(page, file(await scan("ROSSI, MARIA")));
  await expect(attached).toContainText(WRITING.unknown);
  await expect(attached).toContainText("Many pictures wait just now.");
  await page.unroute("**/look");
  await attached.getByRole("button", { name: "Look again" }).click();
  await expect(attached).toContainText(WRITING.found);
});

test("by mouse: rectangle, brush and undo; only what is covered in the end is black", async ({
  page,
}) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan(null)));
  await byHand(attached).click();
  const dialog = handDialog(page);
  await expect(dialog.getByRole("button", { name: "Black out", exact: true })).toBeDisabled();
  await drag(page, [0.4, 0.4], [0.6, 0.6]);
  await dialog.getByRole("button", { name: "Brush" }).click();
  await drag(page, [0.3, 0.8], [0.7, 0.8]);
  await expect(covers(page)).toHaveCount(2);
  await dialog.getByRole("button", { name: "Rectangle", exact: true }).click();
  await drag(page, [0.45, 0.25], [0.55, 0.35]);
  await expect(covers(page)).toHaveCount(3);
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(covers(page)).toHaveCount(2);
  await apply(page);
  await expect(attached).toContainText(WRITING.covered);
  const { at } = await stored(page, attached);
  expect([at(240, 180), at(200, 288), at(280, 288)]).toEqual([0, 0, 0]);
  expect([at(240, 108), at(240, 250), at(180, 180)]).toEqual([128, 128, 128]);
});

test("found places are covered by a click on them, or all at once", async ({ page }) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan("DUBOIS JEAN")));
  await byHand(attached).click();
  const open = page.getByTestId("covers").locator("g[data-found]");
  const count = await open.count();
  expect(count).toBeGreaterThan(0);
  await handDialog(page)
    .getByRole("button", { name: `Cover all found (${count})` })
    .click();
  await expect(covers(page)).toHaveCount(count);
  await expect(open).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(open).toHaveCount(count);
  await drag(page, [0.1, 0.05], [0.1, 0.05]);
  await expect(covers(page)).toHaveCount(1);
  await handDialog(page).getByRole("button", { name: "Cancel" }).click();
  // Nothing was done yet: the writing still waits for a word.
  await expect(attached).toContainText(WRITING.found);
});

test("by the keyboard alone a rectangle is put down, moved, made larger and applied", async ({
  page,
}) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan(null)));
  await byHand(attached).focus();
  await page.keyboard.press("Enter");
  const add = handDialog(page).getByRole("button", { name: "Add a rectangle" });
  for (let tries = 0; tries < 12; tries += 1) {
    if (await add.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  const rectangle = handDialog(page).getByRole("button", { name: /^Black rectangle/ });
  await expect(rectangle).toBeFocused();
  // It begins at 0.4, 0.45 and is 0.2 x 0.1; each key moves it by a hundredth.
  for (let step = 0; step < 10; step += 1) await page.keyboard.press("ArrowDown");
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Shift+ArrowRight");
  const apart = handDialog(page).getByRole("button", { name: "Black out", exact: true });
  for (let tries = 0; tries < 12; tries += 1) {
    if (await apart.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(attached).toContainText(WRITING.covered);
  const { at } = await stored(page, attached);
  expect([at(200, 215), at(300, 215)]).toEqual([0, 0]);
  expect([at(240, 180), at(330, 215)]).toEqual([128, 128]);
});

test("by touch a finger covers what it goes over", async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    viewport: { width: 360, height: 720 },
  });
  const page = await context.newPage();
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan(null)));
  await byHand(attached).tap();
  await handDialog(page).getByRole("button", { name: "Brush" }).tap();
  const place = await handDialog(page).getByRole("img").boundingBox();
  if (place === null) throw new Error("the dialog shows no picture");
  const touch = await context.newCDPSession(page);
  const at = (x: number) => [{ x: place.x + x * place.width, y: place.y + 0.5 * place.height }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0.35) });
  for (const x of [0.4, 0.45, 0.5, 0.55, 0.6]) {
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(x) });
  }
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(covers(page)).toHaveCount(1);
  await apply(page);
  await expect(attached).toContainText(WRITING.covered);
  const picture = await stored(page, attached);
  expect([picture.at(200, 180), picture.at(260, 180)]).toEqual([0, 0]);
  expect(picture.at(240, 100)).toBe(128);
  await context.close();
});

test("a screenshot's border is trimmed, said, and comes back; asked about, it is not kept", async ({
  page,
}) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan(null, 40)));
  await expect(attached).toContainText("Trimmed 40 px of border.");
  const trimmed = await stored(page, attached);
  expect([trimmed.width, trimmed.height]).toEqual([480, 360]);
  await attached.getByRole("button", { name: "Undo" }).click();
  await expect(attached).not.toContainText(/trimmed/i);
  await expect(attached).toContainText("560 × 440");
  await expect(attached).toContainText(WRITING.none);
  const full = await stored(page, attached);
  expect([full.width, full.height]).toEqual([560, 440]);
  expect((await page.request.get(trimmed.source)).status()).toBe(404);

  await attached.getByRole("button", { name: /^Remove/ }).click();
  await expect.poll(async () => (await page.request.get(full.source)).status()).toBe(404);
  let upload = "";
  page.on("response", async (response) => {
    if (!response.url().endsWith("/api/images") || response.status() !== 201) return;
    upload = ((await response.json()) as ImageInfo).id;
  });
  await attachAndLook(page, file(await scan(null, 40)));
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const chat = await storedChat(page);
  const part = chat.messages[0]?.parts.find((each) => each.type === "data-image");
  expect(part?.data).toMatchObject({ width: 480, height: 360 });
  expect(part?.data.imageId).not.toBe(upload);
  expect((await page.request.get(`/api/images/${upload}`)).status()).toBe(404);
  const told = await page.request.get(`/api/images/${imageIdOf(chat)}/info`);
  expect((await told.json()) as ImageInfo).toMatchObject({
    origin: "PNG, trimmed from 560 × 440 at 40, 40",
  });
});

test("the black round a picture is not taken for a border", async ({ page }) => {
  await openStart(page);
  const attached = await attachAndLook(page, file(await scan(null)));
  await expect(attached).toContainText("480 × 360");
  await expect(attached).not.toContainText("Trimmed");
});

for (const { name, width, scheme } of [
  { name: "a wide light window", width: 1280, scheme: "light" },
  { name: "a narrow dark one", width: 360, scheme: "dark" },
] as const) {
  test(`the note and the dialog can be read and reached in ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 740 });
    await openStart(page);
    const attached = await attachAndLook(page, file(await scan("TANAKA YUKI 1949", 24)));
    await expect(attached).toContainText(WRITING.found);
    const clean = async () => expect(await findings(page)).toEqual([]);
    const fits = async () =>
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    await clean();
    await fits();
    await byHand(attached).click();
    await handDialog(page)
      .getByRole("button", { name: /^Cover all found/ })
      .click();
    // A button that may be pressed from now on takes its colour.
    await page.waitForTimeout(400);
    await clean();
    await fits();
    await page.keyboard.press("Escape");
    await expect(handDialog(page)).toHaveCount(0);
    await expect(attachments(page)).toHaveCount(1);
  });
}
