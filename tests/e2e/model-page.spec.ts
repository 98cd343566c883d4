import { expect, test } from "@playwright/test";
import { figuresHeading, kindLink, openFigures, plots, tablesOf } from "./pages";

test("the figures open from the start page, and a kind of picture is chosen by a link", async ({
  page,
}) => {
  await openFigures(page);
  await expect(figuresHeading(page, "How well it does")).toBeVisible();
  await kindLink(page, "MRI").click();
  await page.waitForURL(/modality=mri/);
  await expect(figuresHeading(page, "How well it does: MRI")).toBeVisible();
  await expect(kindLink(page, "MRI")).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("region", { name: "Looking for brain tumour" })).toContainText(
    /missed|untested/i,
  );
});

test("every plot of the figures has a table with its numbers", async ({ page }) => {
  await page.goto("/about/model?modality=mri");
  await expect(figuresHeading(page, "How well it does: MRI")).toBeVisible();
  const drawn = await plots(page).count();
  test.skip(drawn === 0, "This model's card holds no evaluation with bins, so there is no plot.");
  for (const plot of await plots(page).all()) {
    const dots = await plot.locator("circle").count();
    const figure = page.locator("figure").filter({ has: plot });
    await figure.getByText("The plot as a table").click();
    await expect(tablesOf(figure).getByRole("row")).toHaveCount(dots + 1);
  }
});

test("a kind of picture that is not known leads to the overview", async ({ page }) => {
  await page.goto("/about/model?modality=elsewhere");
  await expect(figuresHeading(page, "How well it does")).toBeVisible();
});
