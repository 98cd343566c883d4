import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { extractText, getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { accountExportSchema, chatExportSchema } from "@/lib/contracts/export";
import { unzip } from "@/tests/server/unzip";
import { serious } from "./accessibility";
import { dialog, fitsWidth, newAccount, section } from "./leaving";
import {
  ask,
  attach,
  fromMenu,
  newPerson,
  openStart,
  storedAnswer,
  storedChat,
  takeSample,
  textOf,
  waitForAnswer,
} from "./pages";
import { drawHouse, sampleOrSkip } from "./pictures";

const PASSWORD = "four plain words here";

/** Takes the open chat out by its menu, as the browser would keep it. */
async function download(page: Page, title: string, form: string): Promise<Buffer> {
  await fromMenu(page, title, "Export");
  const sheet = dialog(page, "Export this chat");
  const coming = page.waitForEvent("download");
  await sheet.getByRole("button", { name: `Download as ${form}` }).click();
  const bytes = await readFile(await (await coming).path());
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toBeHidden();
  return bytes;
}

test("a chat leaves as Markdown, JSON and PDF, with its words and the notice", async ({ page }) => {
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const { title } = await storedChat(page);
  const said = textOf(await storedAnswer(page));
  const first = /[A-Z][a-z]+ [a-z]+ [a-z]+/.exec(said)?.[0] ?? "";
  expect(first).not.toBe("");

  const markdown = String(await download(page, title, "Markdown"));
  const json = chatExportSchema.parse(JSON.parse(String(await download(page, title, "JSON"))));
  const pdf = await download(page, title, "PDF");
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  for (const words of ["What does this show?", first, "For learning, not for diagnosis."]) {
    expect(markdown).toContain(words);
    expect(text.replace(/\s+/g, " ")).toContain(words);
  }
  expect(json.messages.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(json.messages[1]?.text).toBe(said);
  expect(json.pictures[0]).toMatchObject({ id: "p1", name: "Picture 1", width: 640, height: 480 });
});

test("the PDF of a marked picture has its boxes as lines and its sources", async ({ page }) => {
  const sample = await sampleOrSkip(page.request, /chest.?film/i);
  await openStart(page);
  await takeSample(page, sample);
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const { title } = await storedChat(page);
  const marks = (await storedAnswer(page)).parts.flatMap((part) =>
    part.type === "tool-ground" &&
    part.state === "output-available" &&
    part.output.outcome === "found"
      ? part.output.boxes
      : [],
  );
  expect(marks.length).toBeGreaterThan(0);
  const pdf = await download(page, title, "PDF");
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { OPS } = await getResolvedPDFJS();
  let images = 0;
  let paths = 0;
  for (let n = 1; n <= document.numPages; n += 1) {
    const { fnArray } = await (await document.getPage(n)).getOperatorList();
    images += fnArray.filter((op) => op === OPS.paintImageXObject).length;
    paths += fnArray.filter((op) => op === OPS.constructPath).length;
  }
  expect(images).toBe(2);
  // Each mark: an edge, a line and a tag.
  expect(paths).toBeGreaterThanOrEqual(3 * marks.length);
});

test("everything that an account holds leaves as one file, is kept a day and can be removed", async ({
  page,
  browser,
}) => {
  const email = await newAccount(page, PASSWORD);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  const chat = await storedChat(page);
  await page.goto("/account");
  const part = section(page, "Take everything with you");
  await part.getByRole("button", { name: "Write the file" }).click();
  await expect(part.getByRole("status")).toContainText("The file is ready");
  await expect(part.getByRole("status")).toContainText("It is kept until");
  expect(await serious(page)).toEqual([]);
  const coming = page.waitForEvent("download");
  await part.getByRole("link", { name: "Download" }).click();
  const saved = await coming;
  expect(saved.suggestedFilename()).toMatch(/^evlf-chat-\d{4}-\d\d-\d\d\.zip$/);
  const files = await unzip(await readFile(await saved.path()));
  const told = accountExportSchema.parse(JSON.parse(String(files.get("account.json"))));
  expect(told.email).toBe(email);
  expect(told.chats.map(({ title }) => title)).toEqual([chat.title]);
  const kept = chatExportSchema.parse(JSON.parse(String(files.get(told.chats[0]?.json ?? ""))));
  expect(kept.messages).toHaveLength(2);
  const picture = files.get(kept.pictures[0]?.file?.replace("../", "") ?? "");
  expect(picture?.subarray(1, 4).toString()).toBe("PNG");

  // Somebody else with its address gets nothing.
  const address = await part.getByRole("link", { name: "Download" }).getAttribute("href");
  const other = await newPerson(browser);
  await newAccount(other, PASSWORD);
  expect((await other.request.get(address ?? "")).status()).toBe(404);
  await other.context().close();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await fitsWidth(page)).toBe(true);
  await part.getByRole("button", { name: "Remove" }).click();
  await expect(part.getByRole("link", { name: "Download" })).toHaveCount(0);
  expect((await page.request.get(address ?? "")).status()).toBe(404);
});
