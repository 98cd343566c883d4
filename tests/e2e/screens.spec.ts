import { expect, type Page, test } from "@playwright/test";
import { serious } from "./accessibility";
import { makeAdmin } from "./database";
import { dialog, shareChat } from "./leaving";
import {
  ask,
  attach,
  attachAndLook,
  byHand,
  fromMenu,
  handDialog,
  keySheet,
  openStart,
  searchBox,
  searchResults,
  signUp,
  storedChat,
  takeSample,
  waitForAnswer,
} from "./pages";
import { drawHouse, drawPage, sampleOrSkip } from "./pictures";

type Screen = { name: string; open: (page: Page) => Promise<void> };

const screens: Screen[] = [
  { name: "start page", open: (page) => openStart(page) },
  {
    name: "chat with an answer",
    open: async (page) => {
      const sample = await sampleOrSkip(page.request, /chest.?film/i);
      await openStart(page);
      await takeSample(page, sample);
      await ask(page, "What does this show?");
      await waitForAnswer(page);
    },
  },
  {
    name: "chat with a refusal",
    open: async (page) => {
      await chatAboutNothing(page);
    },
  },
  { name: "sign-in page", open: (page) => visit(page, "/sign-in") },
  { name: "page that sets a password", open: (page) => visit(page, "/reset-password#a-link") },
  { name: "sign-up page", open: (page) => visit(page, "/sign-up") },
  {
    name: "account page",
    open: async (page) => {
      await newAccount(page);
      await visit(page, "/account");
    },
  },
  { name: "knowledge card", open: (page) => visit(page, "/cards/glioma") },
  { name: "overview of the figures", open: (page) => visit(page, "/about/model") },
  { name: "figures for MRI", open: (page) => visit(page, "/about/model?modality=mri") },
  { name: "missing chat", open: (page) => visit(page, `/chat/${crypto.randomUUID()}`) },
  { name: "missing page", open: (page) => visit(page, "/nowhere") },
  { name: "link that leads nowhere", open: (page) => visit(page, `/share/${"a".repeat(43)}`) },
  {
    name: "deletion that is not there",
    open: (page) => visit(page, `/deletion/${"a".repeat(43)}`),
  },
  {
    name: "sheet of keys",
    open: async (page) => {
      await openStart(page);
      await page.getByRole("button", { name: "Keys", exact: true }).click();
      await expect(keySheet(page)).toBeVisible();
    },
  },
  {
    name: "export dialog",
    open: async (page) => {
      await fromMenu(page, await chatAboutNothing(page), "Export");
      await expect(dialog(page, "Export this chat")).toBeVisible();
    },
  },
  {
    name: "share dialog with a link that was just made",
    open: async (page) => {
      await fromMenu(page, await chatAboutNothing(page), "Share");
      const sheet = dialog(page, "Share this chat");
      await sheet.getByRole("button", { name: "Make a link" }).click();
      await expect(sheet.getByRole("button", { name: "Take back" })).toBeVisible();
    },
  },
  {
    name: "shared chat",
    open: async (page) => {
      const address = await shareChat(page, await chatAboutNothing(page), { pictures: true });
      await visit(page, address);
    },
  },
  {
    name: "history with search hits",
    open: async (page) => {
      await chatAboutNothing(page);
      await searchBox(page).fill("show");
      await expect(searchResults(page).getByRole("link")).toHaveCount(1);
    },
  },
  {
    name: "black-out dialog",
    open: async (page) => {
      await openStart(page);
      await byHand(await attachAndLook(page, await drawPage())).click();
      await expect(handDialog(page)).toBeVisible();
    },
  },
  {
    name: "dialog that deletes an account",
    open: async (page) => {
      await newAccount(page);
      await visit(page, "/account");
      await page.getByRole("button", { name: "Delete the account" }).click();
      await expect(dialog(page, "Delete this account for good")).toBeVisible();
    },
  },
  {
    name: "password link that was used",
    open: async (page) => {
      await visit(page, "/reset-password#a-link");
      await page.getByLabel("New password").fill(PASSWORD);
      await page.getByRole("button", { name: "Set the password" }).click();
      await expect(page.getByRole("alert").filter({ hasText: "Ask whoever runs" })).toBeVisible();
    },
  },
  ...["users", "limits", "storage", "models", "queue", "feedback", "audit"].map((name) => ({
    name: `admin's page of ${name}`,
    open: async (page: Page) => {
      await makeAdmin(await newAccount(page));
      await visit(page, `/admin/${name}`);
    },
  })),
];

const PASSWORD = "four plain words";

async function newAccount(page: Page): Promise<string> {
  const email = `screen-with-a-rather-long-name-${crypto.randomUUID().slice(0, 8)}@example.org`;
  await signUp(page, email, PASSWORD);
  return email;
}

/** A chat about a drawing that is no medical picture; answers its title. */
async function chatAboutNothing(page: Page): Promise<string> {
  await openStart(page);
  await attach(page, await drawHouse());
  await ask(page, "What does this show?");
  await waitForAnswer(page);
  return (await storedChat(page)).title;
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** What scrolls sideways though nobody meant it to: a page's column, a dialog and what is in it. */
const scrollingSideways = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("main, main *, [role=dialog], [role=dialog] *")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
      .filter((element) => element.closest("[class*=overflow-x], pre, textarea") === null)
      .map((element) => element.outerHTML.slice(0, 120)),
  );

for (const screen of screens) {
  test(`the ${screen.name} has no serious accessibility finding, light or dark`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await screen.open(page);
    expect(await serious(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect(await serious(page), "dark").toEqual([]);
  });

  test(`the ${screen.name} fits a window of 360 px without scrolling sideways`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1280, height: 740 });
    await screen.open(page);
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow).toBeLessThanOrEqual(0);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .filter((element) => element.closest("pre, svg, [class*=overflow]:not(main)") === null)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(wide).toEqual([]);
    expect(await scrollingSideways(page)).toEqual([]);
  });
}

test("by keys alone: choose for whom, ask, and stop or wait for the answer", async ({ page }) => {
  await page.goto("/");
  const box = page.getByRole("textbox", { name: "Your question" });
  for (let presses = 0; presses < 30; presses += 1) {
    if (await box.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(box).toBeFocused();
  await page.keyboard.type("What is an X-ray?");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/chat\//);
  await waitForAnswer(page);
});
