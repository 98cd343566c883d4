import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ask, attach, openStart, signUp, takeSample, waitForAnswer } from "./pages";
import { drawHouse, sampleOrSkip } from "./pictures";

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
      await openStart(page);
      await attach(page, await drawHouse());
      await ask(page, "What does this show?");
      await waitForAnswer(page);
    },
  },
  { name: "sign-in page", open: (page) => visit(page, "/sign-in") },
  { name: "page that sets a password", open: (page) => visit(page, "/reset-password#a-link") },
  { name: "sign-up page", open: (page) => visit(page, "/sign-up") },
  {
    name: "account page",
    open: async (page) => {
      await signUp(
        page,
        `screen-${crypto.randomUUID().slice(0, 8)}@example.org`,
        "four plain words",
      );
      await visit(page, "/account");
    },
  },
  { name: "knowledge card", open: (page) => visit(page, "/cards/glioma") },
  { name: "overview of the figures", open: (page) => visit(page, "/about/model") },
  { name: "figures for MRI", open: (page) => visit(page, "/about/model?modality=mri") },
  { name: "missing chat", open: (page) => visit(page, `/chat/${crypto.randomUUID()}`) },
];

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    );
}

for (const screen of screens) {
  test(`the ${screen.name} has no serious accessibility finding, light or dark`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await screen.open(page);
    expect(await seriousFindings(page), "light").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect(await seriousFindings(page), "dark").toEqual([]);
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
