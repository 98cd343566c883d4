import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds, with what is needed to mend it. */
export interface Finding {
  rule: string;
  impact: string;
  where: string;
  summary: string;
}

/**
 * What an accessibility check finds in a page, or in what a selector names. Animations that end are
 * waited for: a button that is fading to its enabled colours is not what anybody reads.
 */
export async function findings(page: Page, within?: string): Promise<Finding[]> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    const atMost = new Promise((resolve) => setTimeout(resolve, 2000));
    await Promise.race([Promise.allSettled(ending.map(({ finished }) => finished)), atMost]);
  });
  const axe = new AxeBuilder({ page });
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      rule: id,
      impact: impact ?? "",
      where: String(target),
      summary: failureSummary ?? "",
    })),
  );
}

/** The findings that keep somebody from using a page. */
export const serious = async (page: Page): Promise<Finding[]> =>
  (await findings(page)).filter(({ impact }) => impact === "serious" || impact === "critical");
